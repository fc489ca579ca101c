// Generated from spec/ by `cargo xtask generate`. Do not edit.
// Operations, each after a fingerprint of what the document says about it:
//   91943d4f749f760d cancel_run POST /threads/{thread_id}/runs/{run_id}/cancel
//   3942bfae90a376aa cancel_runs POST /runs/cancel
//   3ea12bb81c7dbcd3 copy_thread POST /threads/{thread_id}/copy
//   ed7ac3ad8fb7583e count_assistants POST /assistants/count
//   b601f7723fe98c19 count_crons POST /runs/crons/count
//   c1342502c74c0224 count_threads POST /threads/count
//   61ca8225282c794a create_assistant POST /assistants
//   2c886cea9604b6e8 create_cron POST /runs/crons
//   6a25054f189ced19 create_run POST /threads/{thread_id}/runs
//   776b255d411cd3c1 create_run_batch POST /runs/batch
//   7bfebb167269c77a create_stateless_run POST /runs
//   ebb6a7be67ebd109 create_thread POST /threads
//   b128028a613eaafe create_thread_cron POST /threads/{thread_id}/runs/crons
//   26a80c07f6e7b1ac delete_assistant DELETE /assistants/{assistant_id}
//   210aa3253a34a681 delete_cron DELETE /runs/crons/{cron_id}
//   083f7dcda31180a7 delete_item DELETE /store/items
//   b73f0e049b9e687b delete_run DELETE /threads/{thread_id}/runs/{run_id}
//   6854b3d93acd4ae0 delete_thread DELETE /threads/{thread_id}
//   1533a900278d73e9 docs GET /docs
//   067c0a6fcae65156 get_assistant GET /assistants/{assistant_id}
//   cba6dcc7a754a6a3 get_assistant_graph GET /assistants/{assistant_id}/graph
//   1879ed5bd9188e9a get_assistant_schemas GET /assistants/{assistant_id}/schemas
//   d86743c76f5804ba get_assistant_subgraphs GET /assistants/{assistant_id}/subgraphs
//   d51b7972166af2f6 get_assistant_subgraphs_at GET /assistants/{assistant_id}/subgraphs/{namespace}
//   600132e28aa0a69f get_assistant_versions POST /assistants/{assistant_id}/versions
//   1bcdb587cdeb3ccf get_cron GET /runs/crons/{cron_id}
//   72ff7e7bdd6927f2 get_item GET /store/items
//   a3a9f3e5a5b121f3 get_run GET /threads/{thread_id}/runs/{run_id}
//   21ebfc0284d8463c get_thread GET /threads/{thread_id}
//   119c019a7afe278a get_thread_history GET /threads/{thread_id}/history
//   c605d71229e92631 get_thread_state GET /threads/{thread_id}/state
//   77b2a5bf51439231 get_thread_state_at GET /threads/{thread_id}/state/{checkpoint_id}
//   82fca74ecc0b9ea6 get_thread_state_at_checkpoint POST /threads/{thread_id}/state/checkpoint
//   b0fe93ee630aab89 get_thread_storage GET /threads/{thread_id}/storage
//   6ac14c9a794ecd40 health GET /ok
//   98749801e95fff8e info GET /info
//   d878bef65e34dde1 join_run GET /threads/{thread_id}/runs/{run_id}/join
//   1ed36d4fbdb4d49a join_run_stream GET /threads/{thread_id}/runs/{run_id}/stream
//   fab263361cfd3a8f join_thread_stream GET /threads/{thread_id}/stream
//   ad78b0a9d644ebeb list_namespaces POST /store/namespaces
//   fbc6663d8bd2fba9 list_runs GET /threads/{thread_id}/runs
//   ac7424f2af504df2 metrics GET /metrics
//   e610fede70a60761 openapi GET /openapi.json
//   674dd905b725987b patch_assistant PATCH /assistants/{assistant_id}
//   b092bad44a8cc908 patch_thread PATCH /threads/{thread_id}
//   ff057ff78a7b6493 prune_threads POST /threads/prune
//   679713b331d4fbfe put_item PUT /store/items
//   7b6a9b770ae136fa search_assistants POST /assistants/search
//   f9de8b7d1f9cac4d search_crons POST /runs/crons/search
//   84f01df68c9e6167 search_items POST /store/items/search
//   42fd83e52293d66e search_thread_history POST /threads/{thread_id}/history
//   bc1e7c14c8218124 search_threads POST /threads/search
//   eb407e7f19904e8d set_latest_assistant_version POST /assistants/{assistant_id}/latest
//   dfad800190ad4348 stream_run POST /threads/{thread_id}/runs/stream
//   fd41f13c5a3044c5 stream_stateless_run POST /runs/stream
//   f2ac70f3fdc25687 update_cron PATCH /runs/crons/{cron_id}
//   189da4a3c779c75e update_thread_state POST /threads/{thread_id}/state
//   215f8757bf78ee60 wait_run POST /threads/{thread_id}/runs/wait
//   1c3b9f1d637a4510 wait_stateless_run POST /runs/wait
#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};
/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    ///`AllNodes`
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum AllNodes {
        #[serde(rename = "*")]
        X,
    }
    impl ::std::fmt::Display for AllNodes {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::X => f.write_str("*"),
            }
        }
    }
    impl ::std::str::FromStr for AllNodes {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "*" => Ok(Self::X),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for AllNodes {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for AllNodes {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A graph with the configuration it runs with.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Assistant {
        ///Identifies the assistant.
        pub assistant_id: ::uuid::Uuid,
        pub config: Config,
        ///Values that the graph reads from its context.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub context: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///When it was created.
        pub created_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///What it is for.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub description: ::std::option::Option<::std::string::String>,
        ///The graph it runs.
        pub graph_id: ::std::string::String,
        ///What clients stored with it; `created_by` is `system` for those made at start-up.
        pub metadata: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ///What people call it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        ///When it last changed.
        pub updated_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Counts its changes, from 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub version: ::std::option::Option<i64>,
    }
    impl Assistant {
        pub fn builder() -> builder::Assistant {
            Default::default()
        }
    }
    ///Which assistants to count.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct AssistantCountRequest {
        ///Only assistants of this graph.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub graph_id: ::std::option::Option<::std::string::String>,
        ///Only assistants whose metadata contains this, at any depth.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub metadata: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///Only assistants whose name contains this, in upper or lower case.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
    }
    impl AssistantCountRequest {
        pub fn builder() -> builder::AssistantCountRequest {
            Default::default()
        }
    }
    ///An assistant to be created.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct AssistantCreate {
        ///Its id. A random one when absent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub assistant_id: ::std::option::Option<::uuid::Uuid>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub config: ::std::option::Option<Config>,
        ///Values that the graph reads from its context; they become `config.configurable`, too.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub context: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///What it is for.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub description: ::std::option::Option<::std::string::String>,
        ///The graph to run.
        pub graph_id: ::std::string::String,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub if_exists: ::std::option::Option<IfExists>,
        ///What to store with it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub metadata: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///What people call it. `Untitled` when absent or empty.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
    }
    impl AssistantCreate {
        pub fn builder() -> builder::AssistantCreate {
            Default::default()
        }
    }
    ///A field of an assistant.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum AssistantField {
        #[serde(rename = "assistant_id")]
        AssistantId,
        #[serde(rename = "graph_id")]
        GraphId,
        #[serde(rename = "name")]
        Name,
        #[serde(rename = "description")]
        Description,
        #[serde(rename = "config")]
        Config,
        #[serde(rename = "context")]
        Context,
        #[serde(rename = "created_at")]
        CreatedAt,
        #[serde(rename = "updated_at")]
        UpdatedAt,
        #[serde(rename = "metadata")]
        Metadata,
        #[serde(rename = "version")]
        Version,
    }
    impl ::std::fmt::Display for AssistantField {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::AssistantId => f.write_str("assistant_id"),
                Self::GraphId => f.write_str("graph_id"),
                Self::Name => f.write_str("name"),
                Self::Description => f.write_str("description"),
                Self::Config => f.write_str("config"),
                Self::Context => f.write_str("context"),
                Self::CreatedAt => f.write_str("created_at"),
                Self::UpdatedAt => f.write_str("updated_at"),
                Self::Metadata => f.write_str("metadata"),
                Self::Version => f.write_str("version"),
            }
        }
    }
    impl ::std::str::FromStr for AssistantField {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "assistant_id" => Ok(Self::AssistantId),
                "graph_id" => Ok(Self::GraphId),
                "name" => Ok(Self::Name),
                "description" => Ok(Self::Description),
                "config" => Ok(Self::Config),
                "context" => Ok(Self::Context),
                "created_at" => Ok(Self::CreatedAt),
                "updated_at" => Ok(Self::UpdatedAt),
                "metadata" => Ok(Self::Metadata),
                "version" => Ok(Self::Version),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for AssistantField {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for AssistantField {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///Assistants in the order of the search.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(transparent)]
    pub struct AssistantList(pub ::std::vec::Vec<Assistant>);
    impl ::std::ops::Deref for AssistantList {
        type Target = ::std::vec::Vec<Assistant>;
        fn deref(&self) -> &::std::vec::Vec<Assistant> {
            &self.0
        }
    }
    impl ::std::convert::From<AssistantList> for ::std::vec::Vec<Assistant> {
        fn from(value: AssistantList) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::vec::Vec<Assistant>> for AssistantList {
        fn from(value: ::std::vec::Vec<Assistant>) -> Self {
            Self(value)
        }
    }
    ///The id of an assistant, or the name of a graph, which stands for the assistant made from it at start-up.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    #[serde(transparent)]
    pub struct AssistantOrGraphId(pub ::std::string::String);
    impl ::std::ops::Deref for AssistantOrGraphId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<AssistantOrGraphId> for ::std::string::String {
        fn from(value: AssistantOrGraphId) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for AssistantOrGraphId {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for AssistantOrGraphId {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for AssistantOrGraphId {
        type Err = ::std::convert::Infallible;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.to_string()))
        }
    }
    ///What to change of an assistant. Members that are absent stay as they are.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct AssistantPatch {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub config: ::std::option::Option<Config>,
        ///Other values for the graph's context; they become `config.configurable`, too.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub context: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///Another description.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub description: ::std::option::Option<::std::string::String>,
        ///Another graph to run.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub graph_id: ::std::option::Option<::std::string::String>,
        ///Members to set. Others stay; `null` is a value like any other.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub metadata: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///Another name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
    }
    impl AssistantPatch {
        pub fn builder() -> builder::AssistantPatch {
            Default::default()
        }
    }
    ///Which assistants to list, in which order, and what of each.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct AssistantSearchRequest {
        ///Only assistants of this graph.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub graph_id: ::std::option::Option<::std::string::String>,
        ///How many assistants to return at most.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub limit: ::std::option::Option<i64>,
        ///Only assistants whose metadata contains this, at any depth.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub metadata: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///Only assistants whose name contains this, in upper or lower case.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        ///How many matching assistants to skip.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub offset: ::std::option::Option<i64>,
        ///The fields to return of each assistant. All of them when absent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub select: ::std::option::Option<::std::vec::Vec<AssistantField>>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sort_by: ::std::option::Option<AssistantSortBy>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sort_order: ::std::option::Option<SortOrder>,
    }
    impl AssistantSearchRequest {
        pub fn builder() -> builder::AssistantSearchRequest {
            Default::default()
        }
    }
    ///A field that assistants can be sorted by.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum AssistantSortBy {
        #[serde(rename = "assistant_id")]
        AssistantId,
        #[serde(rename = "created_at")]
        CreatedAt,
        #[serde(rename = "updated_at")]
        UpdatedAt,
        #[serde(rename = "name")]
        Name,
        #[serde(rename = "graph_id")]
        GraphId,
    }
    impl ::std::fmt::Display for AssistantSortBy {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::AssistantId => f.write_str("assistant_id"),
                Self::CreatedAt => f.write_str("created_at"),
                Self::UpdatedAt => f.write_str("updated_at"),
                Self::Name => f.write_str("name"),
                Self::GraphId => f.write_str("graph_id"),
            }
        }
    }
    impl ::std::str::FromStr for AssistantSortBy {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "assistant_id" => Ok(Self::AssistantId),
                "created_at" => Ok(Self::CreatedAt),
                "updated_at" => Ok(Self::UpdatedAt),
                "name" => Ok(Self::Name),
                "graph_id" => Ok(Self::GraphId),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for AssistantSortBy {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for AssistantSortBy {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///An assistant as one of its changes left it.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct AssistantVersion {
        ///The assistant.
        pub assistant_id: ::uuid::Uuid,
        pub config: Config,
        ///Values that the graph read from its context.
        pub context: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ///When this version was made.
        pub created_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///What it was for.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub description: ::std::option::Option<::std::string::String>,
        ///The graph it ran.
        pub graph_id: ::std::string::String,
        ///What clients stored with it.
        pub metadata: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ///What people called it.
        pub name: ::std::string::String,
        ///Which version it is, from 1.
        pub version: i64,
    }
    impl AssistantVersion {
        pub fn builder() -> builder::AssistantVersion {
            Default::default()
        }
    }
    ///Which version an assistant goes to.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct AssistantVersionChange {
        ///The version.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub version: ::std::option::Option<i64>,
    }
    impl AssistantVersionChange {
        pub fn builder() -> builder::AssistantVersionChange {
            Default::default()
        }
    }
    ///Versions of an assistant, newest first.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(transparent)]
    pub struct AssistantVersionList(pub ::std::vec::Vec<AssistantVersion>);
    impl ::std::ops::Deref for AssistantVersionList {
        type Target = ::std::vec::Vec<AssistantVersion>;
        fn deref(&self) -> &::std::vec::Vec<AssistantVersion> {
            &self.0
        }
    }
    impl ::std::convert::From<AssistantVersionList>
    for ::std::vec::Vec<AssistantVersion> {
        fn from(value: AssistantVersionList) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::vec::Vec<AssistantVersion>>
    for AssistantVersionList {
        fn from(value: ::std::vec::Vec<AssistantVersion>) -> Self {
            Self(value)
        }
    }
    ///Which versions of an assistant to list.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct AssistantVersionsSearchRequest {
        ///How many versions to return at most.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub limit: ::std::option::Option<i64>,
        ///Only versions whose metadata contains this, at any depth.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub metadata: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///How many matching versions to skip.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub offset: ::std::option::Option<i64>,
    }
    impl AssistantVersionsSearchRequest {
        pub fn builder() -> builder::AssistantVersionsSearchRequest {
            Default::default()
        }
    }
    ///Stop a run and keep what it did, or stop it and delete it with its checkpoints.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum CancelAction {
        #[serde(rename = "interrupt")]
        Interrupt,
        #[serde(rename = "rollback")]
        Rollback,
    }
    impl ::std::fmt::Display for CancelAction {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Interrupt => f.write_str("interrupt"),
                Self::Rollback => f.write_str("rollback"),
            }
        }
    }
    impl ::std::str::FromStr for CancelAction {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "interrupt" => Ok(Self::Interrupt),
                "rollback" => Ok(Self::Rollback),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for CancelAction {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for CancelAction {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::default::Default for CancelAction {
        fn default() -> Self {
            CancelAction::Interrupt
        }
    }
    ///The values of one channel.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ChannelBytes {
        ///Their size in bytes.
        pub bytes: i64,
        ///How many values there are.
        pub versions: i64,
    }
    impl ChannelBytes {
        pub fn builder() -> builder::ChannelBytes {
            Default::default()
        }
    }
    ///Names one checkpoint of a thread.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct CheckpointConfig {
        ///The checkpoint; the latest when absent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub checkpoint_id: ::std::option::Option<::std::string::String>,
        ///The checkpoint of each enclosing graph, by its path.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub checkpoint_map: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///The path of the subgraph, empty for the graph itself.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub checkpoint_ns: ::std::option::Option<::std::string::String>,
        ///The thread; the one in the path when absent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub thread_id: ::std::option::Option<::std::string::String>,
    }
    impl CheckpointConfig {
        pub fn builder() -> builder::CheckpointConfig {
            Default::default()
        }
    }
    ///Steers a graph instead of giving it new input.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct Command {
        ///The node or nodes to run next.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub goto: ::std::option::Option<CommandGoto>,
        ///The answer to the open interrupt, or an object from interrupt id to answer.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub resume: ::std::option::Option<::serde_json::Value>,
        ///Changes to the state.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub update: ::std::option::Option<::serde_json::Value>,
    }
    impl Command {
        pub fn builder() -> builder::Command {
            Default::default()
        }
    }
    ///The node or nodes to run next.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(untagged)]
    pub enum CommandGoto {
        Variant0(::std::vec::Vec<SendTask>),
        Variant1(::std::vec::Vec<::std::string::String>),
        Variant2(SendTask),
        Variant3(::std::string::String),
    }
    impl ::std::convert::From<::std::vec::Vec<SendTask>> for CommandGoto {
        fn from(value: ::std::vec::Vec<SendTask>) -> Self {
            Self::Variant0(value)
        }
    }
    impl ::std::convert::From<::std::vec::Vec<::std::string::String>> for CommandGoto {
        fn from(value: ::std::vec::Vec<::std::string::String>) -> Self {
            Self::Variant1(value)
        }
    }
    impl ::std::convert::From<SendTask> for CommandGoto {
        fn from(value: SendTask) -> Self {
            Self::Variant2(value)
        }
    }
    ///How a graph is run.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct Config {
        ///Values that the graph reads from its configuration.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub configurable: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///How many supersteps a run may take.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub recursion_limit: ::std::option::Option<i64>,
        ///Labels for tracing.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tags: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
    }
    impl Config {
        pub fn builder() -> builder::Config {
            Default::default()
        }
    }
    ///How many there are.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(transparent)]
    pub struct Count(pub i64);
    impl ::std::ops::Deref for Count {
        type Target = i64;
        fn deref(&self) -> &i64 {
            &self.0
        }
    }
    impl ::std::convert::From<Count> for i64 {
        fn from(value: Count) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<i64> for Count {
        fn from(value: i64) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for Count {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for Count {
        type Err = <i64 as ::std::str::FromStr>::Err;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.parse()?))
        }
    }
    impl ::std::convert::TryFrom<&str> for Count {
        type Error = <i64 as ::std::str::FromStr>::Err;
        fn try_from(value: &str) -> ::std::result::Result<Self, Self::Error> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<String> for Count {
        type Error = <i64 as ::std::str::FromStr>::Err;
        fn try_from(value: String) -> ::std::result::Result<Self, Self::Error> {
            value.parse()
        }
    }
    ///A schedule that starts runs.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Cron {
        ///The assistant of its runs.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub assistant_id: ::std::option::Option<::uuid::Uuid>,
        ///When it was created.
        pub created_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Identifies the cron.
        pub cron_id: ::uuid::Uuid,
        ///Whether it starts runs.
        pub enabled: bool,
        ///After this time no run starts.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub end_time: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        ///What clients stored with it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub metadata: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///When it is due next; null when it never is again.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next_run_date: ::std::option::Option<
            ::chrono::DateTime<::chrono::offset::Utc>,
        >,
        ///What becomes of the thread of each run; null for a cron of one thread.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub on_run_completed: ::std::option::Option<OnCompletion>,
        ///What its runs are created with.
        pub payload: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ///When it is due.
        pub schedule: ::std::string::String,
        ///The thread of its runs; null when each has one of its own.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub thread_id: ::std::option::Option<::uuid::Uuid>,
        ///The time zone of the schedule; null means UTC.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub timezone: ::std::option::Option<::std::string::String>,
        ///When a client changed it last.
        pub updated_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Who made it; empty without authentication.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub user_id: ::std::option::Option<::std::string::String>,
    }
    impl Cron {
        pub fn builder() -> builder::Cron {
            Default::default()
        }
    }
    ///Which crons to count.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct CronCountRequest {
        ///Only crons of this assistant.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub assistant_id: ::std::option::Option<::uuid::Uuid>,
        ///Only crons whose metadata contains this, at any depth.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub metadata: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///Only crons of this thread.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub thread_id: ::std::option::Option<::uuid::Uuid>,
    }
    impl CronCountRequest {
        pub fn builder() -> builder::CronCountRequest {
            Default::default()
        }
    }
    ///Runs by a schedule, each on a thread of its own. What is not named here is kept in the `payload`.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct CronCreate {
        pub assistant_id: AssistantOrGraphId,
        ///Whether checkpoints are written during the run. `durability` replaces it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub checkpoint_during: ::std::option::Option<bool>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub config: ::std::option::Option<Config>,
        ///Values that the graph reads from its context. Not together with `config.configurable`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub context: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub durability: ::std::option::Option<Durability>,
        ///Whether the cron starts runs.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub enabled: ::std::option::Option<bool>,
        ///After this time no run starts.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub end_time: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub input: ::std::option::Option<CronInput>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub interrupt_after: ::std::option::Option<InterruptNodes>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub interrupt_before: ::std::option::Option<InterruptNodes>,
        ///What to store with the cron, and with its runs.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub metadata: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub on_run_completed: ::std::option::Option<OnCompletion>,
        /**When runs start: minute, hour, day of month, month, day of week, and as a sixth field the second; or `@hourly`,
`@daily`, `@weekly`, `@monthly` or `@yearly`. A day matches when its day of month or its day of week does; where one
of the two is `*`, the other has to.
*/
        pub schedule: ::std::string::String,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub stream_mode: ::std::option::Option<StreamModes>,
        ///Whether events get ids and are kept, so that a stream can be picked up later.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub stream_resumable: ::std::option::Option<bool>,
        ///Whether events of subgraphs are streamed too, with their path in the event name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub stream_subgraphs: ::std::option::Option<bool>,
        ///The IANA time zone of the schedule; UTC when absent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub timezone: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook: ::std::option::Option<WebhookUrl>,
    }
    impl CronCreate {
        pub fn builder() -> builder::CronCreate {
            Default::default()
        }
    }
    ///A field of a cron.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum CronField {
        #[serde(rename = "cron_id")]
        CronId,
        #[serde(rename = "assistant_id")]
        AssistantId,
        #[serde(rename = "thread_id")]
        ThreadId,
        #[serde(rename = "on_run_completed")]
        OnRunCompleted,
        #[serde(rename = "end_time")]
        EndTime,
        #[serde(rename = "schedule")]
        Schedule,
        #[serde(rename = "timezone")]
        Timezone,
        #[serde(rename = "created_at")]
        CreatedAt,
        #[serde(rename = "updated_at")]
        UpdatedAt,
        #[serde(rename = "user_id")]
        UserId,
        #[serde(rename = "payload")]
        Payload,
        #[serde(rename = "next_run_date")]
        NextRunDate,
        #[serde(rename = "metadata")]
        Metadata,
        #[serde(rename = "enabled")]
        Enabled,
    }
    impl ::std::fmt::Display for CronField {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::CronId => f.write_str("cron_id"),
                Self::AssistantId => f.write_str("assistant_id"),
                Self::ThreadId => f.write_str("thread_id"),
                Self::OnRunCompleted => f.write_str("on_run_completed"),
                Self::EndTime => f.write_str("end_time"),
                Self::Schedule => f.write_str("schedule"),
                Self::Timezone => f.write_str("timezone"),
                Self::CreatedAt => f.write_str("created_at"),
                Self::UpdatedAt => f.write_str("updated_at"),
                Self::UserId => f.write_str("user_id"),
                Self::Payload => f.write_str("payload"),
                Self::NextRunDate => f.write_str("next_run_date"),
                Self::Metadata => f.write_str("metadata"),
                Self::Enabled => f.write_str("enabled"),
            }
        }
    }
    impl ::std::str::FromStr for CronField {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "cron_id" => Ok(Self::CronId),
                "assistant_id" => Ok(Self::AssistantId),
                "thread_id" => Ok(Self::ThreadId),
                "on_run_completed" => Ok(Self::OnRunCompleted),
                "end_time" => Ok(Self::EndTime),
                "schedule" => Ok(Self::Schedule),
                "timezone" => Ok(Self::Timezone),
                "created_at" => Ok(Self::CreatedAt),
                "updated_at" => Ok(Self::UpdatedAt),
                "user_id" => Ok(Self::UserId),
                "payload" => Ok(Self::Payload),
                "next_run_date" => Ok(Self::NextRunDate),
                "metadata" => Ok(Self::Metadata),
                "enabled" => Ok(Self::Enabled),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for CronField {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for CronField {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///What the graph starts from, each time.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(transparent)]
    pub struct CronInput(pub ::serde_json::Value);
    impl ::std::ops::Deref for CronInput {
        type Target = ::serde_json::Value;
        fn deref(&self) -> &::serde_json::Value {
            &self.0
        }
    }
    impl ::std::convert::From<CronInput> for ::serde_json::Value {
        fn from(value: CronInput) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::serde_json::Value> for CronInput {
        fn from(value: ::serde_json::Value) -> Self {
            Self(value)
        }
    }
    ///Crons in the order of the search.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(transparent)]
    pub struct CronList(pub ::std::vec::Vec<Cron>);
    impl ::std::ops::Deref for CronList {
        type Target = ::std::vec::Vec<Cron>;
        fn deref(&self) -> &::std::vec::Vec<Cron> {
            &self.0
        }
    }
    impl ::std::convert::From<CronList> for ::std::vec::Vec<Cron> {
        fn from(value: CronList) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::vec::Vec<Cron>> for CronList {
        fn from(value: ::std::vec::Vec<Cron>) -> Self {
            Self(value)
        }
    }
    ///What is to be changed of a cron.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct CronPatch {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub config: ::std::option::Option<Config>,
        ///Values that the graph reads from its context. Not together with `config.configurable`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub context: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub durability: ::std::option::Option<Durability>,
        ///Whether the cron starts runs.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub enabled: ::std::option::Option<bool>,
        ///After this time no run starts. Null takes the end away.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub end_time: ::std::option::Option<::serde_json::Value>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub input: ::std::option::Option<CronInput>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub interrupt_after: ::std::option::Option<InterruptNodes>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub interrupt_before: ::std::option::Option<InterruptNodes>,
        ///What to store with the cron, and with its runs.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub metadata: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub on_run_completed: ::std::option::Option<OnCompletion>,
        /**When runs start: minute, hour, day of month, month, day of week, and as a sixth field the second; or `@hourly`,
`@daily`, `@weekly`, `@monthly` or `@yearly`. A day matches when its day of month or its day of week does; where one
of the two is `*`, the other has to.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub schedule: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub stream_mode: ::std::option::Option<StreamModes>,
        ///Whether events get ids and are kept, so that a stream can be picked up later.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub stream_resumable: ::std::option::Option<bool>,
        ///Whether events of subgraphs are streamed too, with their path in the event name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub stream_subgraphs: ::std::option::Option<bool>,
        ///The IANA time zone of the schedule; UTC when absent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub timezone: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook: ::std::option::Option<WebhookUrl>,
    }
    impl CronPatch {
        pub fn builder() -> builder::CronPatch {
            Default::default()
        }
    }
    ///Which crons to list, in which order, and what of each.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct CronSearch {
        ///Only crons of this assistant.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub assistant_id: ::std::option::Option<::uuid::Uuid>,
        ///Only crons that start runs, or only those that do not.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub enabled: ::std::option::Option<bool>,
        ///How many crons to return at most.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub limit: ::std::option::Option<i64>,
        ///Only crons whose metadata contains this, at any depth.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub metadata: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///How many matching crons to skip.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub offset: ::std::option::Option<i64>,
        ///The fields to return of each cron. All of them when absent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub select: ::std::option::Option<::std::vec::Vec<CronField>>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sort_by: ::std::option::Option<CronSortBy>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sort_order: ::std::option::Option<SortOrder>,
        ///Only crons of this thread.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub thread_id: ::std::option::Option<::uuid::Uuid>,
    }
    impl CronSearch {
        pub fn builder() -> builder::CronSearch {
            Default::default()
        }
    }
    ///A field that crons can be sorted by.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum CronSortBy {
        #[serde(rename = "cron_id")]
        CronId,
        #[serde(rename = "assistant_id")]
        AssistantId,
        #[serde(rename = "thread_id")]
        ThreadId,
        #[serde(rename = "next_run_date")]
        NextRunDate,
        #[serde(rename = "end_time")]
        EndTime,
        #[serde(rename = "created_at")]
        CreatedAt,
        #[serde(rename = "updated_at")]
        UpdatedAt,
    }
    impl ::std::fmt::Display for CronSortBy {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::CronId => f.write_str("cron_id"),
                Self::AssistantId => f.write_str("assistant_id"),
                Self::ThreadId => f.write_str("thread_id"),
                Self::NextRunDate => f.write_str("next_run_date"),
                Self::EndTime => f.write_str("end_time"),
                Self::CreatedAt => f.write_str("created_at"),
                Self::UpdatedAt => f.write_str("updated_at"),
            }
        }
    }
    impl ::std::str::FromStr for CronSortBy {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "cron_id" => Ok(Self::CronId),
                "assistant_id" => Ok(Self::AssistantId),
                "thread_id" => Ok(Self::ThreadId),
                "next_run_date" => Ok(Self::NextRunDate),
                "end_time" => Ok(Self::EndTime),
                "created_at" => Ok(Self::CreatedAt),
                "updated_at" => Ok(Self::UpdatedAt),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for CronSortBy {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for CronSortBy {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    /**When checkpoints are written: before the next step starts (`sync`), while it executes (`async`), or once at the
end (`exit`).
*/
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum Durability {
        #[serde(rename = "sync")]
        Sync,
        #[serde(rename = "async")]
        Async,
        #[serde(rename = "exit")]
        Exit,
    }
    impl ::std::fmt::Display for Durability {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Sync => f.write_str("sync"),
                Self::Async => f.write_str("async"),
                Self::Exit => f.write_str("exit"),
            }
        }
    }
    impl ::std::str::FromStr for Durability {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "sync" => Ok(Self::Sync),
                "async" => Ok(Self::Async),
                "exit" => Ok(Self::Exit),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for Durability {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for Durability {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///Why a request failed.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ErrorResponse {
        ///What went wrong, for people.
        pub detail: ::std::string::String,
    }
    impl ErrorResponse {
        pub fn builder() -> builder::ErrorResponse {
            Default::default()
        }
    }
    /**Server-sent events with CRLF line ends. Each has `event`, `data` and, when the run is resumable, `id`, in this
order; `data` is JSON on one line. Ids are `<unix milliseconds>-<n>`, unique and increasing within a run.
A heartbeat is the comment `: heartbeat`.
*/
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    #[serde(transparent)]
    pub struct EventStream(pub ::std::string::String);
    impl ::std::ops::Deref for EventStream {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<EventStream> for ::std::string::String {
        fn from(value: EventStream) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for EventStream {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for EventStream {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for EventStream {
        type Err = ::std::convert::Infallible;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.to_string()))
        }
    }
    ///A graph as it is drawn.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct GraphDrawing {
        ///From `source` to `target`; `conditional` when it is taken only sometimes.
        pub edges: ::std::vec::Vec<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///Its nodes in order, each with its `id`; the end has nothing else.
        pub nodes: ::std::vec::Vec<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
    }
    impl GraphDrawing {
        pub fn builder() -> builder::GraphDrawing {
            Default::default()
        }
    }
    ///The JSON schemas of an assistant's graph. Null where none can be made.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct GraphSchema {
        ///What it reads from `config.configurable`.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub config_schema: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///What it reads from its context.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub context_schema: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///The graph.
        pub graph_id: ::std::string::String,
        ///What it starts from.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub input_schema: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///What it answers.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub output_schema: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///What it keeps.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub state_schema: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
    }
    impl GraphSchema {
        pub fn builder() -> builder::GraphSchema {
            Default::default()
        }
    }
    ///The JSON schemas of a graph inside of another. Null where none can be made.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct GraphSchemaNoId {
        ///What it reads from `config.configurable`.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub config_schema: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///What it reads from its context.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub context_schema: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///What it starts from.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub input_schema: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///What it answers.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub output_schema: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///What it keeps.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub state_schema: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
    }
    impl GraphSchemaNoId {
        pub fn builder() -> builder::GraphSchemaNoId {
            Default::default()
        }
    }
    ///That the server is well.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Health {
        ///Always true; a server that is not well answers an error.
        pub ok: bool,
        ///Services beside the database, by name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub services: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
    }
    impl Health {
        pub fn builder() -> builder::Health {
            Default::default()
        }
    }
    ///The checkpoint that all states must be older than, plain or inside `configurable`.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct HistoryBefore {
        ///The id of the checkpoint.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub checkpoint_id: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub configurable: ::std::option::Option<CheckpointConfig>,
    }
    impl HistoryBefore {
        pub fn builder() -> builder::HistoryBefore {
            Default::default()
        }
    }
    ///Where the server runs. The ids are for hosted deployments and null elsewhere.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct HostInfo {
        ///The revision of the host.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub host_revision_id: ::std::option::Option<::std::string::String>,
        ///The kind of deployment.
        pub kind: ::std::string::String,
        ///The project of the deployment.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub project_id: ::std::option::Option<::std::string::String>,
        ///The revision of the deployment.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub revision_id: ::std::option::Option<::std::string::String>,
        ///The owner of the deployment.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tenant_id: ::std::option::Option<::std::string::String>,
    }
    impl HostInfo {
        pub fn builder() -> builder::HostInfo {
            Default::default()
        }
    }
    ///What happens when the id is in use.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum IfExists {
        #[serde(rename = "raise")]
        Raise,
        #[serde(rename = "do_nothing")]
        DoNothing,
    }
    impl ::std::fmt::Display for IfExists {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Raise => f.write_str("raise"),
                Self::DoNothing => f.write_str("do_nothing"),
            }
        }
    }
    impl ::std::str::FromStr for IfExists {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "raise" => Ok(Self::Raise),
                "do_nothing" => Ok(Self::DoNothing),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for IfExists {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for IfExists {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///What happens when the thread of a new run does not exist.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum IfNotExists {
        #[serde(rename = "create")]
        Create,
        #[serde(rename = "reject")]
        Reject,
    }
    impl ::std::fmt::Display for IfNotExists {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Create => f.write_str("create"),
                Self::Reject => f.write_str("reject"),
            }
        }
    }
    impl ::std::str::FromStr for IfNotExists {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "create" => Ok(Self::Create),
                "reject" => Ok(Self::Reject),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for IfNotExists {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for IfNotExists {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A question that a node asked and that waits for its answer.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Interrupt {
        ///Identifies the interrupt when several wait.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        ///The JSON Schema of the answer, when the node gave one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub response_schema: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///What the node asked.
        pub value: ::serde_json::Value,
    }
    impl Interrupt {
        pub fn builder() -> builder::Interrupt {
            Default::default()
        }
    }
    ///Names of nodes, or `*` for all of them.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(untagged)]
    pub enum InterruptNodes {
        Array(::std::vec::Vec<::std::string::String>),
        AllNodes(AllNodes),
    }
    impl ::std::convert::From<::std::vec::Vec<::std::string::String>>
    for InterruptNodes {
        fn from(value: ::std::vec::Vec<::std::string::String>) -> Self {
            Self::Array(value)
        }
    }
    impl ::std::convert::From<AllNodes> for InterruptNodes {
        fn from(value: AllNodes) -> Self {
            Self::AllNodes(value)
        }
    }
    ///An item of the store.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Item {
        ///When it was first put.
        pub created_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Its name in there.
        pub key: ::std::string::String,
        ///Where it is.
        pub namespace: ::std::vec::Vec<::std::string::String>,
        ///When it was last put.
        pub updated_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///What was put. Clients put objects; graphs may put any other value but null.
        pub value: ::serde_json::Value,
    }
    impl Item {
        pub fn builder() -> builder::Item {
            Default::default()
        }
    }
    ///`JoinThreadStreamStreamModes`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(untagged)]
    pub enum JoinThreadStreamStreamModes {
        Array(::std::vec::Vec<ThreadStreamMode>),
        ThreadStreamMode(ThreadStreamMode),
    }
    impl ::std::convert::From<::std::vec::Vec<ThreadStreamMode>>
    for JoinThreadStreamStreamModes {
        fn from(value: ::std::vec::Vec<ThreadStreamMode>) -> Self {
            Self::Array(value)
        }
    }
    impl ::std::convert::From<ThreadStreamMode> for JoinThreadStreamStreamModes {
        fn from(value: ThreadStreamMode) -> Self {
            Self::ThreadStreamMode(value)
        }
    }
    ///Namespaces.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ListNamespaceResponse {
        ///The namespaces, in order.
        pub namespaces: ::std::vec::Vec<::std::vec::Vec<::std::string::String>>,
    }
    impl ListNamespaceResponse {
        pub fn builder() -> builder::ListNamespaceResponse {
            Default::default()
        }
    }
    ///What the server counts and measures.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Metrics {
        ///Requests since the start.
        pub api: MetricsApi,
        ///Runs that wait and run. Waits of delayed runs begin when their time comes.
        pub queue: MetricsQueue,
        ///Runs since the start, whether or not they are kept.
        pub runs: MetricsRuns,
        ///The database.
        pub storage: MetricsStorage,
        ///What streams have in memory.
        pub streams: MetricsStreams,
        ///The outbox.
        pub webhooks: MetricsWebhooks,
        ///The room for runs.
        pub workers: MetricsWorkers,
    }
    impl Metrics {
        pub fn builder() -> builder::Metrics {
            Default::default()
        }
    }
    ///Requests since the start.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct MetricsApi {
        ///One entry for each method, path and status.
        pub http_requests_total: ::std::vec::Vec<MetricsApiHttpRequestsTotalItem>,
    }
    impl MetricsApi {
        pub fn builder() -> builder::MetricsApi {
            Default::default()
        }
    }
    ///Requests that were alike.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct MetricsApiHttpRequestsTotalItem {
        ///How many.
        pub count: i64,
        ///The method.
        pub method: ::std::string::String,
        ///The path of this document; empty for paths and methods that it does not have.
        pub path: ::std::string::String,
        ///The status of the answers.
        pub status: i64,
    }
    impl MetricsApiHttpRequestsTotalItem {
        pub fn builder() -> builder::MetricsApiHttpRequestsTotalItem {
            Default::default()
        }
    }
    ///`MetricsFormat`
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum MetricsFormat {
        #[serde(rename = "prometheus")]
        Prometheus,
        #[serde(rename = "json")]
        Json,
    }
    impl ::std::fmt::Display for MetricsFormat {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Prometheus => f.write_str("prometheus"),
                Self::Json => f.write_str("json"),
            }
        }
    }
    impl ::std::str::FromStr for MetricsFormat {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "prometheus" => Ok(Self::Prometheus),
                "json" => Ok(Self::Json),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for MetricsFormat {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for MetricsFormat {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///Runs that wait and run. Waits of delayed runs begin when their time comes.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct MetricsQueue {
        ///Runs that have not started, delayed ones included.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub n_pending: ::std::option::Option<i64>,
        ///Runs that are running.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub n_running: ::std::option::Option<i64>,
        ///The longest wait; null when nothing waits.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub pending_runs_wait_time_max_secs: ::std::option::Option<f64>,
        ///The median of the waits.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub pending_runs_wait_time_med_secs: ::std::option::Option<f64>,
        ///The longest wait of a run that nothing on its thread holds up.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub pending_unblocked_runs_wait_time_max_secs: ::std::option::Option<f64>,
    }
    impl MetricsQueue {
        pub fn builder() -> builder::MetricsQueue {
            Default::default()
        }
    }
    ///Runs since the start, whether or not they are kept.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct MetricsRuns {
        ///Attempts whose worker died; their runs were started again or failed.
        pub attempts_lost: i64,
        ///Runs that were accepted.
        pub created: i64,
        ///Runs that failed.
        pub error: i64,
        ///Runs that were cancelled.
        pub interrupted: i64,
        ///Runs that ended well, or at an interrupt of their graph.
        pub success: i64,
        ///Runs that took too long.
        pub timeout: i64,
    }
    impl MetricsRuns {
        pub fn builder() -> builder::MetricsRuns {
            Default::default()
        }
    }
    ///The database.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct MetricsStorage {
        ///How long these took together.
        pub commit_secs_total: f64,
        ///Commits since the start.
        pub commits: i64,
        ///What it takes on the disk.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub size_bytes: ::std::option::Option<i64>,
        ///Whether it answers.
        pub up: bool,
        ///Changes that wait for its writer.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub waiting_writes: ::std::option::Option<i64>,
    }
    impl MetricsStorage {
        pub fn builder() -> builder::MetricsStorage {
            Default::default()
        }
    }
    ///What streams have in memory.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct MetricsStreams {
        ///Event logs of runs that are open.
        pub logs: i64,
        ///Encoded events that are kept for readers.
        pub memory_bytes: i64,
        ///Readers of the streams of runs.
        pub run_readers: i64,
        ///Readers of the streams of threads.
        pub thread_readers: i64,
    }
    impl MetricsStreams {
        pub fn builder() -> builder::MetricsStreams {
            Default::default()
        }
    }
    ///The outbox.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct MetricsWebhooks {
        ///Deliveries that were given up and are kept.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub given_up: ::std::option::Option<i64>,
        ///Deliveries that are still to be made.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub waiting: ::std::option::Option<i64>,
    }
    impl MetricsWebhooks {
        pub fn builder() -> builder::MetricsWebhooks {
            Default::default()
        }
    }
    ///The room for runs.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct MetricsWorkers {
        ///Runs that take this room.
        pub active: i64,
        ///What is left of it.
        pub available: i64,
        ///Runs that there is room for.
        pub max: i64,
        ///Worker processes that are ready.
        pub processes: i64,
        ///Workers that ended unasked or did not start; each was replaced.
        pub restarts: i64,
    }
    impl MetricsWorkers {
        pub fn builder() -> builder::MetricsWorkers {
            Default::default()
        }
    }
    /**What a new run does on a busy thread: be refused, delete the older runs with their checkpoints, stop them and keep
what they did, or wait for them.
*/
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum MultitaskStrategy {
        #[serde(rename = "reject")]
        Reject,
        #[serde(rename = "rollback")]
        Rollback,
        #[serde(rename = "interrupt")]
        Interrupt,
        #[serde(rename = "enqueue")]
        Enqueue,
    }
    impl ::std::fmt::Display for MultitaskStrategy {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Reject => f.write_str("reject"),
                Self::Rollback => f.write_str("rollback"),
                Self::Interrupt => f.write_str("interrupt"),
                Self::Enqueue => f.write_str("enqueue"),
            }
        }
    }
    impl ::std::str::FromStr for MultitaskStrategy {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "reject" => Ok(Self::Reject),
                "rollback" => Ok(Self::Rollback),
                "interrupt" => Ok(Self::Interrupt),
                "enqueue" => Ok(Self::Enqueue),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for MultitaskStrategy {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for MultitaskStrategy {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///What happens to the thread of a stateless run when the run ends.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum OnCompletion {
        #[serde(rename = "delete")]
        Delete,
        #[serde(rename = "keep")]
        Keep,
    }
    impl ::std::fmt::Display for OnCompletion {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Delete => f.write_str("delete"),
                Self::Keep => f.write_str("keep"),
            }
        }
    }
    impl ::std::str::FromStr for OnCompletion {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "delete" => Ok(Self::Delete),
                "keep" => Ok(Self::Keep),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for OnCompletion {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for OnCompletion {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///What happens to the run when the waiting client goes away.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum OnDisconnect {
        #[serde(rename = "cancel")]
        Cancel,
        #[serde(rename = "continue")]
        Continue,
    }
    impl ::std::fmt::Display for OnDisconnect {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Cancel => f.write_str("cancel"),
                Self::Continue => f.write_str("continue"),
            }
        }
    }
    impl ::std::str::FromStr for OnDisconnect {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "cancel" => Ok(Self::Cancel),
                "continue" => Ok(Self::Continue),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for OnDisconnect {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for OnDisconnect {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///An OpenAPI document.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct OpenApiDocument {
        ///Title and version of the API.
        pub info: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ///The version of the OpenAPI specification.
        pub openapi: ::std::string::String,
        ///The operations by path.
        pub paths: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    impl OpenApiDocument {
        pub fn builder() -> builder::OpenApiDocument {
            Default::default()
        }
    }
    ///One execution of an assistant on a thread.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Run {
        ///The assistant it executes.
        pub assistant_id: ::uuid::Uuid,
        ///When it was accepted.
        pub created_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Everything it was started with, defaults filled in.
        pub kwargs: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ///Shown when it is selected; always null, because runs have no LangSmith session here.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub langsmith_session_name: ::std::option::Option<::std::string::String>,
        ///What the client stored with it, plus `created_by`, `assistant_id` and, on a thread, `graph_id`.
        pub metadata: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        pub multitask_strategy: MultitaskStrategy,
        ///Identifies the run.
        pub run_id: ::uuid::Uuid,
        pub status: RunStatus,
        ///The thread it belongs to.
        pub thread_id: ::uuid::Uuid,
        ///When it last changed.
        pub updated_at: ::chrono::DateTime<::chrono::offset::Utc>,
    }
    impl Run {
        pub fn builder() -> builder::Run {
            Default::default()
        }
    }
    ///Stateless runs to be created together.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(transparent)]
    pub struct RunBatchCreate(pub ::std::vec::Vec<RunCreateStateless>);
    impl ::std::ops::Deref for RunBatchCreate {
        type Target = ::std::vec::Vec<RunCreateStateless>;
        fn deref(&self) -> &::std::vec::Vec<RunCreateStateless> {
            &self.0
        }
    }
    impl ::std::convert::From<RunBatchCreate> for ::std::vec::Vec<RunCreateStateless> {
        fn from(value: RunBatchCreate) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::vec::Vec<RunCreateStateless>> for RunBatchCreate {
        fn from(value: ::std::vec::Vec<RunCreateStateless>) -> Self {
            Self(value)
        }
    }
    ///A run on a thread, started in the background.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct RunCreateStateful {
        ///How long to wait before the run may start. Negative counts as 0.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub after_seconds: ::std::option::Option<f64>,
        pub assistant_id: AssistantOrGraphId,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub checkpoint: ::std::option::Option<CheckpointConfig>,
        ///Whether checkpoints are written during the run. `durability` replaces it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub checkpoint_during: ::std::option::Option<bool>,
        ///The checkpoint to start from; short for `checkpoint.checkpoint_id`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub checkpoint_id: ::std::option::Option<::std::string::String>,
        ///Steers the graph, in place of `input`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub command: ::std::option::Option<Command>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub config: ::std::option::Option<Config>,
        ///Values that the graph reads from its context. Not together with `config.configurable`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub context: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub durability: ::std::option::Option<Durability>,
        ///Accepted for compatibility; Runyard gives out no feedback URLs.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub feedback_keys: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub if_not_exists: ::std::option::Option<IfNotExists>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub input: ::std::option::Option<RunInput>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub interrupt_after: ::std::option::Option<InterruptNodes>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub interrupt_before: ::std::option::Option<InterruptNodes>,
        ///What to store with the run.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub metadata: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub multitask_strategy: ::std::option::Option<MultitaskStrategy>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub stream_mode: ::std::option::Option<StreamModes>,
        ///Whether events get ids and are kept, so that a stream can be picked up later.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub stream_resumable: ::std::option::Option<bool>,
        ///Whether events of subgraphs are streamed too, with their path in the event name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub stream_subgraphs: ::std::option::Option<bool>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook: ::std::option::Option<WebhookUrl>,
    }
    impl RunCreateStateful {
        pub fn builder() -> builder::RunCreateStateful {
            Default::default()
        }
    }
    ///A run that brings no thread.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct RunCreateStateless {
        ///How long to wait before the run may start. Negative counts as 0.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub after_seconds: ::std::option::Option<f64>,
        pub assistant_id: AssistantOrGraphId,
        ///Whether checkpoints are written during the run. `durability` replaces it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub checkpoint_during: ::std::option::Option<bool>,
        ///Steers the graph, in place of `input`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub command: ::std::option::Option<Command>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub config: ::std::option::Option<Config>,
        ///Values that the graph reads from its context. Not together with `config.configurable`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub context: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub durability: ::std::option::Option<Durability>,
        ///Accepted for compatibility; Runyard gives out no feedback URLs.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub feedback_keys: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub input: ::std::option::Option<RunInput>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub interrupt_after: ::std::option::Option<InterruptNodes>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub interrupt_before: ::std::option::Option<InterruptNodes>,
        ///What to store with the run.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub metadata: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub on_completion: ::std::option::Option<OnCompletion>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub on_disconnect: ::std::option::Option<OnDisconnect>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub stream_mode: ::std::option::Option<StreamModes>,
        ///Whether events get ids and are kept, so that a stream can be picked up later.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub stream_resumable: ::std::option::Option<bool>,
        ///Whether events of subgraphs are streamed too, with their path in the event name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub stream_subgraphs: ::std::option::Option<bool>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook: ::std::option::Option<WebhookUrl>,
    }
    impl RunCreateStateless {
        pub fn builder() -> builder::RunCreateStateless {
            Default::default()
        }
    }
    ///A run on a thread whose client waits for its events or its values.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct RunCreateStreamingStateful {
        ///How long to wait before the run may start. Negative counts as 0.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub after_seconds: ::std::option::Option<f64>,
        pub assistant_id: AssistantOrGraphId,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub checkpoint: ::std::option::Option<CheckpointConfig>,
        ///Whether checkpoints are written during the run. `durability` replaces it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub checkpoint_during: ::std::option::Option<bool>,
        ///The checkpoint to start from; short for `checkpoint.checkpoint_id`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub checkpoint_id: ::std::option::Option<::std::string::String>,
        ///Steers the graph, in place of `input`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub command: ::std::option::Option<Command>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub config: ::std::option::Option<Config>,
        ///Values that the graph reads from its context. Not together with `config.configurable`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub context: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub durability: ::std::option::Option<Durability>,
        ///Accepted for compatibility; Runyard gives out no feedback URLs.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub feedback_keys: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub if_not_exists: ::std::option::Option<IfNotExists>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub input: ::std::option::Option<RunInput>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub interrupt_after: ::std::option::Option<InterruptNodes>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub interrupt_before: ::std::option::Option<InterruptNodes>,
        ///What to store with the run.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub metadata: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub multitask_strategy: ::std::option::Option<MultitaskStrategy>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub on_disconnect: ::std::option::Option<OnDisconnect>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub stream_mode: ::std::option::Option<StreamModes>,
        ///Whether events get ids and are kept, so that a stream can be picked up later.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub stream_resumable: ::std::option::Option<bool>,
        ///Whether events of subgraphs are streamed too, with their path in the event name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub stream_subgraphs: ::std::option::Option<bool>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook: ::std::option::Option<WebhookUrl>,
    }
    impl RunCreateStreamingStateful {
        pub fn builder() -> builder::RunCreateStreamingStateful {
            Default::default()
        }
    }
    ///A run that brings no thread and streams its events.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct RunCreateStreamingStateless {
        ///How long to wait before the run may start. Negative counts as 0.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub after_seconds: ::std::option::Option<f64>,
        pub assistant_id: AssistantOrGraphId,
        ///Whether checkpoints are written during the run. `durability` replaces it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub checkpoint_during: ::std::option::Option<bool>,
        ///Steers the graph, in place of `input`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub command: ::std::option::Option<Command>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub config: ::std::option::Option<Config>,
        ///Values that the graph reads from its context. Not together with `config.configurable`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub context: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub durability: ::std::option::Option<Durability>,
        ///Accepted for compatibility; Runyard gives out no feedback URLs.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub feedback_keys: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub input: ::std::option::Option<RunInput>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub interrupt_after: ::std::option::Option<InterruptNodes>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub interrupt_before: ::std::option::Option<InterruptNodes>,
        ///What to store with the run.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub metadata: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub on_completion: ::std::option::Option<OnCompletion>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub on_disconnect: ::std::option::Option<OnDisconnect>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub stream_mode: ::std::option::Option<StreamModes>,
        ///Whether events get ids and are kept, so that a stream can be picked up later.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub stream_resumable: ::std::option::Option<bool>,
        ///Whether events of subgraphs are streamed too, with their path in the event name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub stream_subgraphs: ::std::option::Option<bool>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook: ::std::option::Option<WebhookUrl>,
    }
    impl RunCreateStreamingStateless {
        pub fn builder() -> builder::RunCreateStreamingStateless {
            Default::default()
        }
    }
    ///How a run failed.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct RunError {
        ///The class of the exception, or `UserInterrupt` and `UserRollback` after a cancel.
        pub error: ::std::string::String,
        ///The text of the exception.
        pub message: ::std::string::String,
    }
    impl RunError {
        pub fn builder() -> builder::RunError {
            Default::default()
        }
    }
    ///A field of a run.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum RunField {
        #[serde(rename = "run_id")]
        RunId,
        #[serde(rename = "thread_id")]
        ThreadId,
        #[serde(rename = "assistant_id")]
        AssistantId,
        #[serde(rename = "created_at")]
        CreatedAt,
        #[serde(rename = "updated_at")]
        UpdatedAt,
        #[serde(rename = "status")]
        Status,
        #[serde(rename = "metadata")]
        Metadata,
        #[serde(rename = "kwargs")]
        Kwargs,
        #[serde(rename = "multitask_strategy")]
        MultitaskStrategy,
        #[serde(rename = "langsmith_session_name")]
        LangsmithSessionName,
    }
    impl ::std::fmt::Display for RunField {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::RunId => f.write_str("run_id"),
                Self::ThreadId => f.write_str("thread_id"),
                Self::AssistantId => f.write_str("assistant_id"),
                Self::CreatedAt => f.write_str("created_at"),
                Self::UpdatedAt => f.write_str("updated_at"),
                Self::Status => f.write_str("status"),
                Self::Metadata => f.write_str("metadata"),
                Self::Kwargs => f.write_str("kwargs"),
                Self::MultitaskStrategy => f.write_str("multitask_strategy"),
                Self::LangsmithSessionName => f.write_str("langsmith_session_name"),
            }
        }
    }
    impl ::std::str::FromStr for RunField {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "run_id" => Ok(Self::RunId),
                "thread_id" => Ok(Self::ThreadId),
                "assistant_id" => Ok(Self::AssistantId),
                "created_at" => Ok(Self::CreatedAt),
                "updated_at" => Ok(Self::UpdatedAt),
                "status" => Ok(Self::Status),
                "metadata" => Ok(Self::Metadata),
                "kwargs" => Ok(Self::Kwargs),
                "multitask_strategy" => Ok(Self::MultitaskStrategy),
                "langsmith_session_name" => Ok(Self::LangsmithSessionName),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for RunField {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for RunField {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///What a graph starts from. `null` or nothing continues from the checkpoint.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(transparent)]
    pub struct RunInput(pub ::serde_json::Value);
    impl ::std::ops::Deref for RunInput {
        type Target = ::serde_json::Value;
        fn deref(&self) -> &::serde_json::Value {
            &self.0
        }
    }
    impl ::std::convert::From<RunInput> for ::serde_json::Value {
        fn from(value: RunInput) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::serde_json::Value> for RunInput {
        fn from(value: ::serde_json::Value) -> Self {
            Self(value)
        }
    }
    ///Runs, newest first.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(transparent)]
    pub struct RunList(pub ::std::vec::Vec<Run>);
    impl ::std::ops::Deref for RunList {
        type Target = ::std::vec::Vec<Run>;
        fn deref(&self) -> &::std::vec::Vec<Run> {
            &self.0
        }
    }
    impl ::std::convert::From<RunList> for ::std::vec::Vec<Run> {
        fn from(value: RunList) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::vec::Vec<Run>> for RunList {
        fn from(value: ::std::vec::Vec<Run>) -> Self {
            Self(value)
        }
    }
    /**Where a run is in its life: waiting, executing, or ended in one of four ways. A run that stops at an interrupt of
its graph is a `success`; `interrupted` means that it was cancelled.
*/
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum RunStatus {
        #[serde(rename = "pending")]
        Pending,
        #[serde(rename = "running")]
        Running,
        #[serde(rename = "error")]
        Error,
        #[serde(rename = "success")]
        Success,
        #[serde(rename = "timeout")]
        Timeout,
        #[serde(rename = "interrupted")]
        Interrupted,
    }
    impl ::std::fmt::Display for RunStatus {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Pending => f.write_str("pending"),
                Self::Running => f.write_str("running"),
                Self::Error => f.write_str("error"),
                Self::Success => f.write_str("success"),
                Self::Timeout => f.write_str("timeout"),
                Self::Interrupted => f.write_str("interrupted"),
            }
        }
    }
    impl ::std::str::FromStr for RunStatus {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "pending" => Ok(Self::Pending),
                "running" => Ok(Self::Running),
                "error" => Ok(Self::Error),
                "success" => Ok(Self::Success),
                "timeout" => Ok(Self::Timeout),
                "interrupted" => Ok(Self::Interrupted),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for RunStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for RunStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///Runs to be stopped, by their status, or by their ids on one thread.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct RunsCancel {
        ///The runs.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub run_ids: ::std::option::Option<::std::vec::Vec<::uuid::Uuid>>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<RunsCancelStatus>,
        ///The thread of the runs.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub thread_id: ::std::option::Option<::uuid::Uuid>,
    }
    impl RunsCancel {
        pub fn builder() -> builder::RunsCancel {
            Default::default()
        }
    }
    ///Which runs, by what they are doing.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum RunsCancelStatus {
        #[serde(rename = "pending")]
        Pending,
        #[serde(rename = "running")]
        Running,
        #[serde(rename = "all")]
        All,
    }
    impl ::std::fmt::Display for RunsCancelStatus {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Pending => f.write_str("pending"),
                Self::Running => f.write_str("running"),
                Self::All => f.write_str("all"),
            }
        }
    }
    impl ::std::str::FromStr for RunsCancelStatus {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "pending" => Ok(Self::Pending),
                "running" => Ok(Self::Running),
                "all" => Ok(Self::All),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for RunsCancelStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for RunsCancelStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///An item that a search found.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SearchItem {
        ///When it was first put.
        pub created_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Its name in there.
        pub key: ::std::string::String,
        ///Where it is.
        pub namespace: ::std::vec::Vec<::std::string::String>,
        ///How near it is to the query, 1 at most; null without a query, and for an item that is not indexed.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub score: ::std::option::Option<f64>,
        ///When it was last put.
        pub updated_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///What was put. Clients put objects; graphs may put any other value but null.
        pub value: ::serde_json::Value,
    }
    impl SearchItem {
        pub fn builder() -> builder::SearchItem {
            Default::default()
        }
    }
    ///Items that were found.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SearchItemsResponse {
        ///The items, in order.
        pub items: ::std::vec::Vec<SearchItem>,
    }
    impl SearchItemsResponse {
        pub fn builder() -> builder::SearchItemsResponse {
            Default::default()
        }
    }
    ///Runs one node with an input of its own.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SendTask {
        ///What the node gets.
        pub input: ::serde_json::Value,
        ///The node to run.
        pub node: ::std::string::String,
    }
    impl SendTask {
        pub fn builder() -> builder::SendTask {
            Default::default()
        }
    }
    ///Which server this is and what it can do.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ServerInfo {
        ///Features by name.
        pub flags: ::std::collections::HashMap<::std::string::String, bool>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub host: ::std::option::Option<HostInfo>,
        ///The version of langgraph in the worker's interpreter; null without one.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub langgraph_py_version: ::std::option::Option<::std::string::String>,
        ///Further facts about the server.
        pub metadata: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ///The version of Runyard.
        pub version: ::std::string::String,
    }
    impl ServerInfo {
        pub fn builder() -> builder::ServerInfo {
            Default::default()
        }
    }
    ///The direction of a sort.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum SortOrder {
        #[serde(rename = "asc")]
        Asc,
        #[serde(rename = "desc")]
        Desc,
    }
    impl ::std::fmt::Display for SortOrder {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Asc => f.write_str("asc"),
                Self::Desc => f.write_str("desc"),
            }
        }
    }
    impl ::std::str::FromStr for SortOrder {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "asc" => Ok(Self::Asc),
                "desc" => Ok(Self::Desc),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for SortOrder {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for SortOrder {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///An item to delete.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct StoreDeleteRequest {
        ///The item's key.
        pub key: ::std::string::String,
        ///The item's namespace.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub namespace: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
    }
    impl StoreDeleteRequest {
        pub fn builder() -> builder::StoreDeleteRequest {
            Default::default()
        }
    }
    ///Which namespaces to list.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct StoreListNamespacesRequest {
        ///How many namespaces to return at most.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub limit: ::std::option::Option<i64>,
        ///Deeper namespaces are cut to so many labels, and each is listed once.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub max_depth: ::std::option::Option<i64>,
        ///How many namespaces to skip.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub offset: ::std::option::Option<i64>,
        ///Only namespaces that begin with these labels; `*` is any label.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prefix: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
        ///Only namespaces that end with these labels; `*` is any label.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub suffix: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
    }
    impl StoreListNamespacesRequest {
        pub fn builder() -> builder::StoreListNamespacesRequest {
            Default::default()
        }
    }
    ///An item to store.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct StorePutRequest {
        /**What of the value is searched by meaning: these paths (`text`, `notes[*].body`, `$` for the whole value), nothing (false), or what the
server's configuration says.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub index: ::std::option::Option<StorePutRequestIndex>,
        ///The item's name in its namespace.
        pub key: ::std::string::String,
        ///Where the item belongs, from the general to the particular. Labels are not empty and have no dots; the first is not `langgraph`.
        pub namespace: ::std::vec::Vec<::std::string::String>,
        ///Minutes to live. Null is for ever; absent, the server's configuration decides (for ever unless it says otherwise).
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ttl: ::std::option::Option<f64>,
        ///The item itself.
        pub value: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    impl StorePutRequest {
        pub fn builder() -> builder::StorePutRequest {
            Default::default()
        }
    }
    /**What of the value is searched by meaning: these paths (`text`, `notes[*].body`, `$` for the whole value), nothing (false), or what the
server's configuration says.
*/
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(transparent)]
    pub struct StorePutRequestIndex(pub ::serde_json::Value);
    impl ::std::ops::Deref for StorePutRequestIndex {
        type Target = ::serde_json::Value;
        fn deref(&self) -> &::serde_json::Value {
            &self.0
        }
    }
    impl ::std::convert::From<StorePutRequestIndex> for ::serde_json::Value {
        fn from(value: StorePutRequestIndex) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::serde_json::Value> for StorePutRequestIndex {
        fn from(value: ::serde_json::Value) -> Self {
            Self(value)
        }
    }
    ///Which items to list.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct StoreSearchRequest {
        /**What members of the value must be. A value must be equal, an object contained; an object of operators (`$eq`, `$ne`, `$gt`, `$gte`, `$lt`,
`$lte`) compares numbers with numbers and texts with texts.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub filter: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///How many items to return at most.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub limit: ::std::option::Option<i64>,
        ///Only items at and below this namespace; all of them when absent or empty.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub namespace_prefix: ::std::option::Option<
            ::std::vec::Vec<::std::string::String>,
        >,
        ///How many matching items to skip.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub offset: ::std::option::Option<i64>,
        ///What to look for by meaning.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub query: ::std::option::Option<::std::string::String>,
        ///Whether being found starts an item's time to live anew. Absent, the server's configuration decides (yes unless it says otherwise).
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub refresh_ttl: ::std::option::Option<bool>,
    }
    impl StoreSearchRequest {
        pub fn builder() -> builder::StoreSearchRequest {
            Default::default()
        }
    }
    ///A number of things and their size.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct StoredBytes {
        ///Their size in bytes.
        pub bytes: i64,
        ///How many there are.
        pub count: i64,
    }
    impl StoredBytes {
        pub fn builder() -> builder::StoredBytes {
            Default::default()
        }
    }
    ///The values of all channels.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct StoredChannels {
        ///The same for each channel, by its name.
        pub by_channel: ::std::collections::HashMap<::std::string::String, ChannelBytes>,
        ///Their size in bytes.
        pub bytes: i64,
        ///How many values there are.
        pub count: i64,
    }
    impl StoredChannels {
        pub fn builder() -> builder::StoredChannels {
            Default::default()
        }
    }
    ///A kind of event that a run can stream.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum StreamMode {
        #[serde(rename = "values")]
        Values,
        #[serde(rename = "messages")]
        Messages,
        #[serde(rename = "messages-tuple")]
        MessagesTuple,
        #[serde(rename = "tasks")]
        Tasks,
        #[serde(rename = "checkpoints")]
        Checkpoints,
        #[serde(rename = "updates")]
        Updates,
        #[serde(rename = "events")]
        Events,
        #[serde(rename = "debug")]
        Debug,
        #[serde(rename = "custom")]
        Custom,
    }
    impl ::std::fmt::Display for StreamMode {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Values => f.write_str("values"),
                Self::Messages => f.write_str("messages"),
                Self::MessagesTuple => f.write_str("messages-tuple"),
                Self::Tasks => f.write_str("tasks"),
                Self::Checkpoints => f.write_str("checkpoints"),
                Self::Updates => f.write_str("updates"),
                Self::Events => f.write_str("events"),
                Self::Debug => f.write_str("debug"),
                Self::Custom => f.write_str("custom"),
            }
        }
    }
    impl ::std::str::FromStr for StreamMode {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "values" => Ok(Self::Values),
                "messages" => Ok(Self::Messages),
                "messages-tuple" => Ok(Self::MessagesTuple),
                "tasks" => Ok(Self::Tasks),
                "checkpoints" => Ok(Self::Checkpoints),
                "updates" => Ok(Self::Updates),
                "events" => Ok(Self::Events),
                "debug" => Ok(Self::Debug),
                "custom" => Ok(Self::Custom),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for StreamMode {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for StreamMode {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///One kind of event or several. An empty list means `values`.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(untagged)]
    pub enum StreamModes {
        Array(::std::vec::Vec<StreamMode>),
        StreamMode(StreamMode),
    }
    impl ::std::default::Default for StreamModes {
        fn default() -> Self {
            StreamModes::Array(vec![StreamMode::Values])
        }
    }
    impl ::std::convert::From<::std::vec::Vec<StreamMode>> for StreamModes {
        fn from(value: ::std::vec::Vec<StreamMode>) -> Self {
            Self::Array(value)
        }
    }
    impl ::std::convert::From<StreamMode> for StreamModes {
        fn from(value: StreamMode) -> Self {
            Self::StreamMode(value)
        }
    }
    ///The schemas of graphs inside of another, by their namespace.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(transparent)]
    pub struct Subgraphs(
        pub ::std::collections::HashMap<::std::string::String, GraphSchemaNoId>,
    );
    impl ::std::ops::Deref for Subgraphs {
        type Target = ::std::collections::HashMap<
            ::std::string::String,
            GraphSchemaNoId,
        >;
        fn deref(
            &self,
        ) -> &::std::collections::HashMap<::std::string::String, GraphSchemaNoId> {
            &self.0
        }
    }
    impl ::std::convert::From<Subgraphs>
    for ::std::collections::HashMap<::std::string::String, GraphSchemaNoId> {
        fn from(value: Subgraphs) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<
        ::std::collections::HashMap<::std::string::String, GraphSchemaNoId>,
    > for Subgraphs {
        fn from(
            value: ::std::collections::HashMap<::std::string::String, GraphSchemaNoId>,
        ) -> Self {
            Self(value)
        }
    }
    ///State that is carried from run to run.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Thread {
        ///The configuration of its latest run.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub config: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///When it was created.
        pub created_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///How its latest run failed or was stopped.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error: ::std::option::Option<RunError>,
        ///What a search's `extract` found, under the names it gave.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub extracted: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///The open interrupts of each task, by the task's id.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub interrupts: ::std::option::Option<
            ::std::collections::HashMap<
                ::std::string::String,
                ::std::vec::Vec<Interrupt>,
            >,
        >,
        ///What clients stored with it, plus the graph and the assistant of its latest run.
        pub metadata: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ///When its values last changed.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub state_updated_at: ::std::option::Option<
            ::chrono::DateTime<::chrono::offset::Utc>,
        >,
        pub status: ThreadStatus,
        ///Identifies the thread.
        pub thread_id: ::uuid::Uuid,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ttl: ::std::option::Option<ThreadTtlInfo>,
        ///When it last changed.
        pub updated_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///The values of its latest checkpoint; null before the first.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub values: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
    }
    impl Thread {
        pub fn builder() -> builder::Thread {
            Default::default()
        }
    }
    ///Which threads to count.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct ThreadCountRequest {
        ///Only threads whose metadata contains this, at any depth.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub metadata: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<ThreadStatus>,
        ///Only threads whose values contain this, at any depth.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub values: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
    }
    impl ThreadCountRequest {
        pub fn builder() -> builder::ThreadCountRequest {
            Default::default()
        }
    }
    ///A thread to create.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct ThreadCreate {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub if_exists: ::std::option::Option<IfExists>,
        ///What to store with the thread. `graph_id` in here says which graph its state belongs to.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub metadata: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///State to start with, for example copied from another server. Needs `metadata.graph_id`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub supersteps: ::std::option::Option<::std::vec::Vec<ThreadSuperstep>>,
        ///The id to use; a new one when absent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub thread_id: ::std::option::Option<::uuid::Uuid>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ttl: ::std::option::Option<ThreadTtl>,
    }
    impl ThreadCreate {
        pub fn builder() -> builder::ThreadCreate {
            Default::default()
        }
    }
    ///Runs by a schedule, all on one thread.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ThreadCronCreate {
        pub assistant_id: AssistantOrGraphId,
        ///Whether checkpoints are written during the run. `durability` replaces it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub checkpoint_during: ::std::option::Option<bool>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub config: ::std::option::Option<Config>,
        ///Values that the graph reads from its context. Not together with `config.configurable`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub context: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub durability: ::std::option::Option<Durability>,
        ///Whether the cron starts runs.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub enabled: ::std::option::Option<bool>,
        ///After this time no run starts.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub end_time: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub input: ::std::option::Option<CronInput>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub interrupt_after: ::std::option::Option<InterruptNodes>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub interrupt_before: ::std::option::Option<InterruptNodes>,
        ///What to store with the cron, and with its runs.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub metadata: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub multitask_strategy: ::std::option::Option<MultitaskStrategy>,
        /**When runs start: minute, hour, day of month, month, day of week, and as a sixth field the second; or `@hourly`,
`@daily`, `@weekly`, `@monthly` or `@yearly`. A day matches when its day of month or its day of week does; where one
of the two is `*`, the other has to.
*/
        pub schedule: ::std::string::String,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub stream_mode: ::std::option::Option<StreamModes>,
        ///Whether events get ids and are kept, so that a stream can be picked up later.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub stream_resumable: ::std::option::Option<bool>,
        ///Whether events of subgraphs are streamed too, with their path in the event name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub stream_subgraphs: ::std::option::Option<bool>,
        ///The IANA time zone of the schedule; UTC when absent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub timezone: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook: ::std::option::Option<WebhookUrl>,
    }
    impl ThreadCronCreate {
        pub fn builder() -> builder::ThreadCronCreate {
            Default::default()
        }
    }
    ///A field of a thread.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum ThreadField {
        #[serde(rename = "thread_id")]
        ThreadId,
        #[serde(rename = "created_at")]
        CreatedAt,
        #[serde(rename = "updated_at")]
        UpdatedAt,
        #[serde(rename = "state_updated_at")]
        StateUpdatedAt,
        #[serde(rename = "metadata")]
        Metadata,
        #[serde(rename = "config")]
        Config,
        #[serde(rename = "status")]
        Status,
        #[serde(rename = "values")]
        Values,
        #[serde(rename = "interrupts")]
        Interrupts,
    }
    impl ::std::fmt::Display for ThreadField {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::ThreadId => f.write_str("thread_id"),
                Self::CreatedAt => f.write_str("created_at"),
                Self::UpdatedAt => f.write_str("updated_at"),
                Self::StateUpdatedAt => f.write_str("state_updated_at"),
                Self::Metadata => f.write_str("metadata"),
                Self::Config => f.write_str("config"),
                Self::Status => f.write_str("status"),
                Self::Values => f.write_str("values"),
                Self::Interrupts => f.write_str("interrupts"),
            }
        }
    }
    impl ::std::str::FromStr for ThreadField {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "thread_id" => Ok(Self::ThreadId),
                "created_at" => Ok(Self::CreatedAt),
                "updated_at" => Ok(Self::UpdatedAt),
                "state_updated_at" => Ok(Self::StateUpdatedAt),
                "metadata" => Ok(Self::Metadata),
                "config" => Ok(Self::Config),
                "status" => Ok(Self::Status),
                "values" => Ok(Self::Values),
                "interrupts" => Ok(Self::Interrupts),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ThreadField {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ThreadField {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///Threads in the order of the search.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(transparent)]
    pub struct ThreadList(pub ::std::vec::Vec<Thread>);
    impl ::std::ops::Deref for ThreadList {
        type Target = ::std::vec::Vec<Thread>;
        fn deref(&self) -> &::std::vec::Vec<Thread> {
            &self.0
        }
    }
    impl ::std::convert::From<ThreadList> for ::std::vec::Vec<Thread> {
        fn from(value: ThreadList) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::vec::Vec<Thread>> for ThreadList {
        fn from(value: ::std::vec::Vec<Thread>) -> Self {
            Self(value)
        }
    }
    ///What to change about a thread.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct ThreadPatch {
        ///Members to set.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub metadata: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ttl: ::std::option::Option<ThreadTtl>,
    }
    impl ThreadPatch {
        pub fn builder() -> builder::ThreadPatch {
            Default::default()
        }
    }
    ///Which threads to prune, and how.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ThreadPruneRequest {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub strategy: ::std::option::Option<TtlStrategy>,
        ///The threads.
        pub thread_ids: ::std::vec::Vec<::uuid::Uuid>,
    }
    impl ThreadPruneRequest {
        pub fn builder() -> builder::ThreadPruneRequest {
            Default::default()
        }
    }
    ///What was pruned.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ThreadPruneResponse {
        ///How many threads.
        pub pruned_count: i64,
    }
    impl ThreadPruneResponse {
        pub fn builder() -> builder::ThreadPruneResponse {
            Default::default()
        }
    }
    ///Which threads to list, in which order, and what of each.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct ThreadSearchRequest {
        /**Names for paths into `values`, `metadata`, `config` or `interrupts`, as in `values.messages[-1].content`.
What is found comes back in `extracted`; what is not found is null there.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub extract: ::std::option::Option<
            ::std::collections::HashMap<::std::string::String, ::std::string::String>,
        >,
        ///Only these threads.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ids: ::std::option::Option<::std::vec::Vec<::uuid::Uuid>>,
        ///How many threads to return at most.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub limit: ::std::option::Option<i64>,
        ///Only threads whose metadata contains this, at any depth.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub metadata: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///How many matching threads to skip.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub offset: ::std::option::Option<i64>,
        ///The fields to return of each thread. All of them when absent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub select: ::std::option::Option<::std::vec::Vec<ThreadField>>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sort_by: ::std::option::Option<ThreadSortBy>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sort_order: ::std::option::Option<SortOrder>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<ThreadStatus>,
        ///Only threads whose values contain this, at any depth.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub values: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
    }
    impl ThreadSearchRequest {
        pub fn builder() -> builder::ThreadSearchRequest {
            Default::default()
        }
    }
    ///A field that threads can be sorted by.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum ThreadSortBy {
        #[serde(rename = "thread_id")]
        ThreadId,
        #[serde(rename = "status")]
        Status,
        #[serde(rename = "created_at")]
        CreatedAt,
        #[serde(rename = "updated_at")]
        UpdatedAt,
        #[serde(rename = "state_updated_at")]
        StateUpdatedAt,
    }
    impl ::std::fmt::Display for ThreadSortBy {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::ThreadId => f.write_str("thread_id"),
                Self::Status => f.write_str("status"),
                Self::CreatedAt => f.write_str("created_at"),
                Self::UpdatedAt => f.write_str("updated_at"),
                Self::StateUpdatedAt => f.write_str("state_updated_at"),
            }
        }
    }
    impl ::std::str::FromStr for ThreadSortBy {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "thread_id" => Ok(Self::ThreadId),
                "status" => Ok(Self::Status),
                "created_at" => Ok(Self::CreatedAt),
                "updated_at" => Ok(Self::UpdatedAt),
                "state_updated_at" => Ok(Self::StateUpdatedAt),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ThreadSortBy {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ThreadSortBy {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///One checkpoint of a thread.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ThreadState {
        ///Which checkpoint this is; null before the first.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub checkpoint: ::std::option::Option<CheckpointConfig>,
        ///The id in `checkpoint`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub checkpoint_id: ::std::option::Option<::std::string::String>,
        ///When it was written; null before the first.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub created_at: ::std::option::Option<::std::string::String>,
        ///Everything that waits for an answer.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub interrupts: ::std::option::Option<::std::vec::Vec<Interrupt>>,
        ///How the checkpoint came about; null before the first.
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub metadata: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///The nodes that come next.
        pub next: ::std::vec::Vec<::std::string::String>,
        ///The checkpoint before it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub parent_checkpoint: ::std::option::Option<CheckpointConfig>,
        ///The id in `parent_checkpoint`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub parent_checkpoint_id: ::std::option::Option<::std::string::String>,
        ///The tasks of those nodes.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tasks: ::std::option::Option<::std::vec::Vec<ThreadTask>>,
        ///The values of the graph's state.
        pub values: ::serde_json::Value,
    }
    impl ThreadState {
        pub fn builder() -> builder::ThreadState {
            Default::default()
        }
    }
    ///Which state to read.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ThreadStateCheckpointRequest {
        pub checkpoint: CheckpointConfig,
        ///Whether tasks that are subgraphs carry their own state.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub subgraphs: ::std::option::Option<bool>,
    }
    impl ThreadStateCheckpointRequest {
        pub fn builder() -> builder::ThreadStateCheckpointRequest {
            Default::default()
        }
    }
    ///States, newest first.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(transparent)]
    pub struct ThreadStateList(pub ::std::vec::Vec<ThreadState>);
    impl ::std::ops::Deref for ThreadStateList {
        type Target = ::std::vec::Vec<ThreadState>;
        fn deref(&self) -> &::std::vec::Vec<ThreadState> {
            &self.0
        }
    }
    impl ::std::convert::From<ThreadStateList> for ::std::vec::Vec<ThreadState> {
        fn from(value: ThreadStateList) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::vec::Vec<ThreadState>> for ThreadStateList {
        fn from(value: ::std::vec::Vec<ThreadState>) -> Self {
            Self(value)
        }
    }
    ///Which states to list.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct ThreadStateSearch {
        ///Only states before this checkpoint.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub before: ::std::option::Option<HistoryBefore>,
        ///The namespace to list, of a subgraph.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub checkpoint: ::std::option::Option<CheckpointConfig>,
        ///How many states to return at most.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub limit: ::std::option::Option<i64>,
        ///Only states whose metadata contains this.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub metadata: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
    }
    impl ThreadStateSearch {
        pub fn builder() -> builder::ThreadStateSearch {
            Default::default()
        }
    }
    ///What to write into a thread's state.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct ThreadStateUpdate {
        ///The node in whose place the values are written. The last one that ran when absent and unambiguous.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub as_node: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub checkpoint: ::std::option::Option<CheckpointConfig>,
        ///The checkpoint to go on from, by its id alone.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub checkpoint_id: ::std::option::Option<::std::string::String>,
        ///The values, in the form that the node would return.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub values: ::std::option::Option<::serde_json::Value>,
    }
    impl ThreadStateUpdate {
        pub fn builder() -> builder::ThreadStateUpdate {
            Default::default()
        }
    }
    ///Where a new state is.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct ThreadStateUpdateResponse {
        ///The new checkpoint.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub checkpoint: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///The id in `checkpoint`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub checkpoint_id: ::std::option::Option<::std::string::String>,
        ///The same, as graphs take it in their configuration.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub configurable: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
    }
    impl ThreadStateUpdateResponse {
        pub fn builder() -> builder::ThreadStateUpdateResponse {
            Default::default()
        }
    }
    /**Whether a thread has unfinished runs (`busy`), waits for an answer or after a cancel (`interrupted`), failed in
its last run (`error`), or none of these (`idle`).
*/
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum ThreadStatus {
        #[serde(rename = "idle")]
        Idle,
        #[serde(rename = "busy")]
        Busy,
        #[serde(rename = "interrupted")]
        Interrupted,
        #[serde(rename = "error")]
        Error,
    }
    impl ::std::fmt::Display for ThreadStatus {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Idle => f.write_str("idle"),
                Self::Busy => f.write_str("busy"),
                Self::Interrupted => f.write_str("interrupted"),
                Self::Error => f.write_str("error"),
            }
        }
    }
    impl ::std::str::FromStr for ThreadStatus {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "idle" => Ok(Self::Idle),
                "busy" => Ok(Self::Busy),
                "interrupted" => Ok(Self::Interrupted),
                "error" => Ok(Self::Error),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ThreadStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ThreadStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///How much a thread takes.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ThreadStorage {
        pub channel_values: StoredChannels,
        pub checkpoints: StoredBytes,
        pub pending_writes: StoredBytes,
        ///The thread.
        pub thread_id: ::uuid::Uuid,
        ///The sum of the sizes below.
        pub total_bytes: i64,
    }
    impl ThreadStorage {
        pub fn builder() -> builder::ThreadStorage {
            Default::default()
        }
    }
    ///One kind of event of a thread's stream.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum ThreadStreamMode {
        #[serde(rename = "lifecycle")]
        Lifecycle,
        #[serde(rename = "run_modes")]
        RunModes,
        #[serde(rename = "state_update")]
        StateUpdate,
    }
    impl ::std::fmt::Display for ThreadStreamMode {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Lifecycle => f.write_str("lifecycle"),
                Self::RunModes => f.write_str("run_modes"),
                Self::StateUpdate => f.write_str("state_update"),
            }
        }
    }
    impl ::std::str::FromStr for ThreadStreamMode {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "lifecycle" => Ok(Self::Lifecycle),
                "run_modes" => Ok(Self::RunModes),
                "state_update" => Ok(Self::StateUpdate),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ThreadStreamMode {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ThreadStreamMode {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///Updates that are applied together and make one checkpoint.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ThreadSuperstep {
        ///One update per node.
        pub updates: ::std::vec::Vec<ThreadSuperstepUpdate>,
    }
    impl ThreadSuperstep {
        pub fn builder() -> builder::ThreadSuperstep {
            Default::default()
        }
    }
    ///What one node contributes to a superstep.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ThreadSuperstepUpdate {
        ///The node that the update counts as; `__input__` for the graph's input.
        pub as_node: ::std::string::String,
        ///What the node returned, when it was a command.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub command: ::std::option::Option<Command>,
        ///What the node returned.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub values: ::std::option::Option<::serde_json::Value>,
    }
    impl ThreadSuperstepUpdate {
        pub fn builder() -> builder::ThreadSuperstepUpdate {
            Default::default()
        }
    }
    ///A node that comes next or that has stopped.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ThreadTask {
        ///The checkpoint of the subgraph it runs.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub checkpoint: ::std::option::Option<CheckpointConfig>,
        ///How it failed.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error: ::std::option::Option<::std::string::String>,
        ///Identifies the task.
        pub id: ::std::string::String,
        ///What it asked.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub interrupts: ::std::option::Option<::std::vec::Vec<Interrupt>>,
        ///The node.
        pub name: ::std::string::String,
        ///How the task came about.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub path: ::std::option::Option<::std::vec::Vec<::serde_json::Value>>,
        ///What it returned.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub result: ::std::option::Option<::serde_json::Value>,
        ///The state of the subgraph it runs, when asked for.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub state: ::std::option::Option<ThreadState>,
    }
    impl ThreadTask {
        pub fn builder() -> builder::ThreadTask {
            Default::default()
        }
    }
    ///How long a thread lives.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct ThreadTtl {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub strategy: ::std::option::Option<TtlStrategy>,
        ///Minutes from the last change, more than 0. The server's default when absent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ttl: ::std::option::Option<f64>,
    }
    impl ThreadTtl {
        pub fn builder() -> builder::ThreadTtl {
            Default::default()
        }
    }
    ///How long a thread has left.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct ThreadTtlInfo {
        ///When its time is over, unless it changes before. While it has runs in flight it has time.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub expires_at: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub strategy: ::std::option::Option<TtlStrategy>,
        ///Minutes from the last change.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ttl_minutes: ::std::option::Option<f64>,
    }
    impl ThreadTtlInfo {
        pub fn builder() -> builder::ThreadTtlInfo {
            Default::default()
        }
    }
    ///What happens to a thread when its time is over.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum TtlStrategy {
        #[serde(rename = "delete")]
        Delete,
        #[serde(rename = "keep_latest")]
        KeepLatest,
    }
    impl ::std::fmt::Display for TtlStrategy {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Delete => f.write_str("delete"),
                Self::KeepLatest => f.write_str("keep_latest"),
            }
        }
    }
    impl ::std::str::FromStr for TtlStrategy {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "delete" => Ok(Self::Delete),
                "keep_latest" => Ok(Self::KeepLatest),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for TtlStrategy {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for TtlStrategy {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///Where the run is posted when it has ended.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    #[serde(transparent)]
    pub struct WebhookUrl(pub ::std::string::String);
    impl ::std::ops::Deref for WebhookUrl {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<WebhookUrl> for ::std::string::String {
        fn from(value: WebhookUrl) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for WebhookUrl {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for WebhookUrl {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for WebhookUrl {
        type Err = ::std::convert::Infallible;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.to_string()))
        }
    }
    /**How deep graphs inside of a graph are drawn in the place of their node: not at all, all of them, or down to a number of levels.
*/
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(untagged)]
    pub enum Xray {
        Integer(i64),
        Boolean(bool),
    }
    impl ::std::default::Default for Xray {
        fn default() -> Self {
            Xray::Boolean(false)
        }
    }
    impl ::std::fmt::Display for Xray {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match self {
                Self::Integer(x) => x.fmt(f),
                Self::Boolean(x) => x.fmt(f),
            }
        }
    }
    impl ::std::str::FromStr for Xray {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if let Ok(v) = value.parse() {
                Ok(Self::Integer(v))
            } else if let Ok(v) = value.parse() {
                Ok(Self::Boolean(v))
            } else {
                Err("string conversion failed for all variants".into())
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for Xray {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for Xray {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::From<i64> for Xray {
        fn from(value: i64) -> Self {
            Self::Integer(value)
        }
    }
    impl ::std::convert::From<bool> for Xray {
        fn from(value: bool) -> Self {
            Self::Boolean(value)
        }
    }
    /// Types for composing complex structures.
    pub mod builder {
        #[derive(Clone, Debug)]
        pub struct Assistant {
            assistant_id: ::std::result::Result<::uuid::Uuid, ::std::string::String>,
            config: ::std::result::Result<super::Config, ::std::string::String>,
            context: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            created_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            description: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            graph_id: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            metadata: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                ::std::string::String,
            >,
            name: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            updated_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            version: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Assistant {
            fn default() -> Self {
                Self {
                    assistant_id: Err("no value supplied for assistant_id".to_string()),
                    config: Err("no value supplied for config".to_string()),
                    context: Ok(Default::default()),
                    created_at: Err("no value supplied for created_at".to_string()),
                    description: Ok(Default::default()),
                    graph_id: Err("no value supplied for graph_id".to_string()),
                    metadata: Err("no value supplied for metadata".to_string()),
                    name: Ok(Default::default()),
                    updated_at: Err("no value supplied for updated_at".to_string()),
                    version: Ok(Default::default()),
                }
            }
        }
        impl Assistant {
            pub fn assistant_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::uuid::Uuid>,
                T::Error: ::std::fmt::Display,
            {
                self.assistant_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for assistant_id: {e}")
                    });
                self
            }
            pub fn config<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Config>,
                T::Error: ::std::fmt::Display,
            {
                self.config = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for config: {e}")
                    });
                self
            }
            pub fn context<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.context = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for context: {e}")
                    });
                self
            }
            pub fn created_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.created_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created_at: {e}")
                    });
                self
            }
            pub fn description<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.description = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for description: {e}")
                    });
                self
            }
            pub fn graph_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.graph_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for graph_id: {e}")
                    });
                self
            }
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn updated_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.updated_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for updated_at: {e}")
                    });
                self
            }
            pub fn version<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.version = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for version: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Assistant> for super::Assistant {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Assistant,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    assistant_id: value.assistant_id?,
                    config: value.config?,
                    context: value.context?,
                    created_at: value.created_at?,
                    description: value.description?,
                    graph_id: value.graph_id?,
                    metadata: value.metadata?,
                    name: value.name?,
                    updated_at: value.updated_at?,
                    version: value.version?,
                })
            }
        }
        impl ::std::convert::From<super::Assistant> for Assistant {
            fn from(value: super::Assistant) -> Self {
                Self {
                    assistant_id: Ok(value.assistant_id),
                    config: Ok(value.config),
                    context: Ok(value.context),
                    created_at: Ok(value.created_at),
                    description: Ok(value.description),
                    graph_id: Ok(value.graph_id),
                    metadata: Ok(value.metadata),
                    name: Ok(value.name),
                    updated_at: Ok(value.updated_at),
                    version: Ok(value.version),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct AssistantCountRequest {
            graph_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            metadata: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            name: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for AssistantCountRequest {
            fn default() -> Self {
                Self {
                    graph_id: Ok(Default::default()),
                    metadata: Ok(Default::default()),
                    name: Ok(Default::default()),
                }
            }
        }
        impl AssistantCountRequest {
            pub fn graph_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.graph_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for graph_id: {e}")
                    });
                self
            }
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<AssistantCountRequest>
        for super::AssistantCountRequest {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AssistantCountRequest,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    graph_id: value.graph_id?,
                    metadata: value.metadata?,
                    name: value.name?,
                })
            }
        }
        impl ::std::convert::From<super::AssistantCountRequest>
        for AssistantCountRequest {
            fn from(value: super::AssistantCountRequest) -> Self {
                Self {
                    graph_id: Ok(value.graph_id),
                    metadata: Ok(value.metadata),
                    name: Ok(value.name),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct AssistantCreate {
            assistant_id: ::std::result::Result<
                ::std::option::Option<::uuid::Uuid>,
                ::std::string::String,
            >,
            config: ::std::result::Result<
                ::std::option::Option<super::Config>,
                ::std::string::String,
            >,
            context: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            description: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            graph_id: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            if_exists: ::std::result::Result<
                ::std::option::Option<super::IfExists>,
                ::std::string::String,
            >,
            metadata: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            name: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for AssistantCreate {
            fn default() -> Self {
                Self {
                    assistant_id: Ok(Default::default()),
                    config: Ok(Default::default()),
                    context: Ok(Default::default()),
                    description: Ok(Default::default()),
                    graph_id: Err("no value supplied for graph_id".to_string()),
                    if_exists: Ok(Default::default()),
                    metadata: Ok(Default::default()),
                    name: Ok(Default::default()),
                }
            }
        }
        impl AssistantCreate {
            pub fn assistant_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::uuid::Uuid>>,
                T::Error: ::std::fmt::Display,
            {
                self.assistant_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for assistant_id: {e}")
                    });
                self
            }
            pub fn config<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Config>>,
                T::Error: ::std::fmt::Display,
            {
                self.config = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for config: {e}")
                    });
                self
            }
            pub fn context<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.context = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for context: {e}")
                    });
                self
            }
            pub fn description<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.description = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for description: {e}")
                    });
                self
            }
            pub fn graph_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.graph_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for graph_id: {e}")
                    });
                self
            }
            pub fn if_exists<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::IfExists>>,
                T::Error: ::std::fmt::Display,
            {
                self.if_exists = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for if_exists: {e}")
                    });
                self
            }
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<AssistantCreate> for super::AssistantCreate {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AssistantCreate,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    assistant_id: value.assistant_id?,
                    config: value.config?,
                    context: value.context?,
                    description: value.description?,
                    graph_id: value.graph_id?,
                    if_exists: value.if_exists?,
                    metadata: value.metadata?,
                    name: value.name?,
                })
            }
        }
        impl ::std::convert::From<super::AssistantCreate> for AssistantCreate {
            fn from(value: super::AssistantCreate) -> Self {
                Self {
                    assistant_id: Ok(value.assistant_id),
                    config: Ok(value.config),
                    context: Ok(value.context),
                    description: Ok(value.description),
                    graph_id: Ok(value.graph_id),
                    if_exists: Ok(value.if_exists),
                    metadata: Ok(value.metadata),
                    name: Ok(value.name),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct AssistantPatch {
            config: ::std::result::Result<
                ::std::option::Option<super::Config>,
                ::std::string::String,
            >,
            context: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            description: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            graph_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            metadata: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            name: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for AssistantPatch {
            fn default() -> Self {
                Self {
                    config: Ok(Default::default()),
                    context: Ok(Default::default()),
                    description: Ok(Default::default()),
                    graph_id: Ok(Default::default()),
                    metadata: Ok(Default::default()),
                    name: Ok(Default::default()),
                }
            }
        }
        impl AssistantPatch {
            pub fn config<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Config>>,
                T::Error: ::std::fmt::Display,
            {
                self.config = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for config: {e}")
                    });
                self
            }
            pub fn context<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.context = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for context: {e}")
                    });
                self
            }
            pub fn description<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.description = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for description: {e}")
                    });
                self
            }
            pub fn graph_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.graph_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for graph_id: {e}")
                    });
                self
            }
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<AssistantPatch> for super::AssistantPatch {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AssistantPatch,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    config: value.config?,
                    context: value.context?,
                    description: value.description?,
                    graph_id: value.graph_id?,
                    metadata: value.metadata?,
                    name: value.name?,
                })
            }
        }
        impl ::std::convert::From<super::AssistantPatch> for AssistantPatch {
            fn from(value: super::AssistantPatch) -> Self {
                Self {
                    config: Ok(value.config),
                    context: Ok(value.context),
                    description: Ok(value.description),
                    graph_id: Ok(value.graph_id),
                    metadata: Ok(value.metadata),
                    name: Ok(value.name),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct AssistantSearchRequest {
            graph_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            limit: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            metadata: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            name: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            offset: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            select: ::std::result::Result<
                ::std::option::Option<::std::vec::Vec<super::AssistantField>>,
                ::std::string::String,
            >,
            sort_by: ::std::result::Result<
                ::std::option::Option<super::AssistantSortBy>,
                ::std::string::String,
            >,
            sort_order: ::std::result::Result<
                ::std::option::Option<super::SortOrder>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for AssistantSearchRequest {
            fn default() -> Self {
                Self {
                    graph_id: Ok(Default::default()),
                    limit: Ok(Default::default()),
                    metadata: Ok(Default::default()),
                    name: Ok(Default::default()),
                    offset: Ok(Default::default()),
                    select: Ok(Default::default()),
                    sort_by: Ok(Default::default()),
                    sort_order: Ok(Default::default()),
                }
            }
        }
        impl AssistantSearchRequest {
            pub fn graph_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.graph_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for graph_id: {e}")
                    });
                self
            }
            pub fn limit<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.limit = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for limit: {e}")
                    });
                self
            }
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn offset<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.offset = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for offset: {e}")
                    });
                self
            }
            pub fn select<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::vec::Vec<super::AssistantField>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.select = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for select: {e}")
                    });
                self
            }
            pub fn sort_by<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::AssistantSortBy>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.sort_by = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for sort_by: {e}")
                    });
                self
            }
            pub fn sort_order<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::SortOrder>>,
                T::Error: ::std::fmt::Display,
            {
                self.sort_order = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for sort_order: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<AssistantSearchRequest>
        for super::AssistantSearchRequest {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AssistantSearchRequest,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    graph_id: value.graph_id?,
                    limit: value.limit?,
                    metadata: value.metadata?,
                    name: value.name?,
                    offset: value.offset?,
                    select: value.select?,
                    sort_by: value.sort_by?,
                    sort_order: value.sort_order?,
                })
            }
        }
        impl ::std::convert::From<super::AssistantSearchRequest>
        for AssistantSearchRequest {
            fn from(value: super::AssistantSearchRequest) -> Self {
                Self {
                    graph_id: Ok(value.graph_id),
                    limit: Ok(value.limit),
                    metadata: Ok(value.metadata),
                    name: Ok(value.name),
                    offset: Ok(value.offset),
                    select: Ok(value.select),
                    sort_by: Ok(value.sort_by),
                    sort_order: Ok(value.sort_order),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct AssistantVersion {
            assistant_id: ::std::result::Result<::uuid::Uuid, ::std::string::String>,
            config: ::std::result::Result<super::Config, ::std::string::String>,
            context: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                ::std::string::String,
            >,
            created_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            description: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            graph_id: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            metadata: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                ::std::string::String,
            >,
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            version: ::std::result::Result<i64, ::std::string::String>,
        }
        impl ::std::default::Default for AssistantVersion {
            fn default() -> Self {
                Self {
                    assistant_id: Err("no value supplied for assistant_id".to_string()),
                    config: Err("no value supplied for config".to_string()),
                    context: Err("no value supplied for context".to_string()),
                    created_at: Err("no value supplied for created_at".to_string()),
                    description: Ok(Default::default()),
                    graph_id: Err("no value supplied for graph_id".to_string()),
                    metadata: Err("no value supplied for metadata".to_string()),
                    name: Err("no value supplied for name".to_string()),
                    version: Err("no value supplied for version".to_string()),
                }
            }
        }
        impl AssistantVersion {
            pub fn assistant_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::uuid::Uuid>,
                T::Error: ::std::fmt::Display,
            {
                self.assistant_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for assistant_id: {e}")
                    });
                self
            }
            pub fn config<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Config>,
                T::Error: ::std::fmt::Display,
            {
                self.config = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for config: {e}")
                    });
                self
            }
            pub fn context<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.context = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for context: {e}")
                    });
                self
            }
            pub fn created_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.created_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created_at: {e}")
                    });
                self
            }
            pub fn description<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.description = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for description: {e}")
                    });
                self
            }
            pub fn graph_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.graph_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for graph_id: {e}")
                    });
                self
            }
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn version<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.version = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for version: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<AssistantVersion> for super::AssistantVersion {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AssistantVersion,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    assistant_id: value.assistant_id?,
                    config: value.config?,
                    context: value.context?,
                    created_at: value.created_at?,
                    description: value.description?,
                    graph_id: value.graph_id?,
                    metadata: value.metadata?,
                    name: value.name?,
                    version: value.version?,
                })
            }
        }
        impl ::std::convert::From<super::AssistantVersion> for AssistantVersion {
            fn from(value: super::AssistantVersion) -> Self {
                Self {
                    assistant_id: Ok(value.assistant_id),
                    config: Ok(value.config),
                    context: Ok(value.context),
                    created_at: Ok(value.created_at),
                    description: Ok(value.description),
                    graph_id: Ok(value.graph_id),
                    metadata: Ok(value.metadata),
                    name: Ok(value.name),
                    version: Ok(value.version),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct AssistantVersionChange {
            version: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for AssistantVersionChange {
            fn default() -> Self {
                Self {
                    version: Ok(Default::default()),
                }
            }
        }
        impl AssistantVersionChange {
            pub fn version<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.version = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for version: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<AssistantVersionChange>
        for super::AssistantVersionChange {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AssistantVersionChange,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { version: value.version? })
            }
        }
        impl ::std::convert::From<super::AssistantVersionChange>
        for AssistantVersionChange {
            fn from(value: super::AssistantVersionChange) -> Self {
                Self { version: Ok(value.version) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct AssistantVersionsSearchRequest {
            limit: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            metadata: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            offset: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for AssistantVersionsSearchRequest {
            fn default() -> Self {
                Self {
                    limit: Ok(Default::default()),
                    metadata: Ok(Default::default()),
                    offset: Ok(Default::default()),
                }
            }
        }
        impl AssistantVersionsSearchRequest {
            pub fn limit<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.limit = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for limit: {e}")
                    });
                self
            }
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
            pub fn offset<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.offset = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for offset: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<AssistantVersionsSearchRequest>
        for super::AssistantVersionsSearchRequest {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AssistantVersionsSearchRequest,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    limit: value.limit?,
                    metadata: value.metadata?,
                    offset: value.offset?,
                })
            }
        }
        impl ::std::convert::From<super::AssistantVersionsSearchRequest>
        for AssistantVersionsSearchRequest {
            fn from(value: super::AssistantVersionsSearchRequest) -> Self {
                Self {
                    limit: Ok(value.limit),
                    metadata: Ok(value.metadata),
                    offset: Ok(value.offset),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ChannelBytes {
            bytes: ::std::result::Result<i64, ::std::string::String>,
            versions: ::std::result::Result<i64, ::std::string::String>,
        }
        impl ::std::default::Default for ChannelBytes {
            fn default() -> Self {
                Self {
                    bytes: Err("no value supplied for bytes".to_string()),
                    versions: Err("no value supplied for versions".to_string()),
                }
            }
        }
        impl ChannelBytes {
            pub fn bytes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.bytes = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for bytes: {e}")
                    });
                self
            }
            pub fn versions<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.versions = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for versions: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ChannelBytes> for super::ChannelBytes {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ChannelBytes,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    bytes: value.bytes?,
                    versions: value.versions?,
                })
            }
        }
        impl ::std::convert::From<super::ChannelBytes> for ChannelBytes {
            fn from(value: super::ChannelBytes) -> Self {
                Self {
                    bytes: Ok(value.bytes),
                    versions: Ok(value.versions),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct CheckpointConfig {
            checkpoint_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            checkpoint_map: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            checkpoint_ns: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            thread_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for CheckpointConfig {
            fn default() -> Self {
                Self {
                    checkpoint_id: Ok(Default::default()),
                    checkpoint_map: Ok(Default::default()),
                    checkpoint_ns: Ok(Default::default()),
                    thread_id: Ok(Default::default()),
                }
            }
        }
        impl CheckpointConfig {
            pub fn checkpoint_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.checkpoint_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for checkpoint_id: {e}")
                    });
                self
            }
            pub fn checkpoint_map<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.checkpoint_map = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for checkpoint_map: {e}"
                        )
                    });
                self
            }
            pub fn checkpoint_ns<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.checkpoint_ns = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for checkpoint_ns: {e}")
                    });
                self
            }
            pub fn thread_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.thread_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for thread_id: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<CheckpointConfig> for super::CheckpointConfig {
            type Error = super::error::ConversionError;
            fn try_from(
                value: CheckpointConfig,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    checkpoint_id: value.checkpoint_id?,
                    checkpoint_map: value.checkpoint_map?,
                    checkpoint_ns: value.checkpoint_ns?,
                    thread_id: value.thread_id?,
                })
            }
        }
        impl ::std::convert::From<super::CheckpointConfig> for CheckpointConfig {
            fn from(value: super::CheckpointConfig) -> Self {
                Self {
                    checkpoint_id: Ok(value.checkpoint_id),
                    checkpoint_map: Ok(value.checkpoint_map),
                    checkpoint_ns: Ok(value.checkpoint_ns),
                    thread_id: Ok(value.thread_id),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Command {
            goto: ::std::result::Result<
                ::std::option::Option<super::CommandGoto>,
                ::std::string::String,
            >,
            resume: ::std::result::Result<
                ::std::option::Option<::serde_json::Value>,
                ::std::string::String,
            >,
            update: ::std::result::Result<
                ::std::option::Option<::serde_json::Value>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Command {
            fn default() -> Self {
                Self {
                    goto: Ok(Default::default()),
                    resume: Ok(Default::default()),
                    update: Ok(Default::default()),
                }
            }
        }
        impl Command {
            pub fn goto<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::CommandGoto>>,
                T::Error: ::std::fmt::Display,
            {
                self.goto = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for goto: {e}")
                    });
                self
            }
            pub fn resume<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::serde_json::Value>>,
                T::Error: ::std::fmt::Display,
            {
                self.resume = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for resume: {e}")
                    });
                self
            }
            pub fn update<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::serde_json::Value>>,
                T::Error: ::std::fmt::Display,
            {
                self.update = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for update: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Command> for super::Command {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Command,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    goto: value.goto?,
                    resume: value.resume?,
                    update: value.update?,
                })
            }
        }
        impl ::std::convert::From<super::Command> for Command {
            fn from(value: super::Command) -> Self {
                Self {
                    goto: Ok(value.goto),
                    resume: Ok(value.resume),
                    update: Ok(value.update),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Config {
            configurable: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            recursion_limit: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            tags: ::std::result::Result<
                ::std::option::Option<::std::vec::Vec<::std::string::String>>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Config {
            fn default() -> Self {
                Self {
                    configurable: Ok(Default::default()),
                    recursion_limit: Ok(Default::default()),
                    tags: Ok(Default::default()),
                }
            }
        }
        impl Config {
            pub fn configurable<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.configurable = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for configurable: {e}")
                    });
                self
            }
            pub fn recursion_limit<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.recursion_limit = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for recursion_limit: {e}"
                        )
                    });
                self
            }
            pub fn tags<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::vec::Vec<::std::string::String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.tags = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for tags: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Config> for super::Config {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Config,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    configurable: value.configurable?,
                    recursion_limit: value.recursion_limit?,
                    tags: value.tags?,
                })
            }
        }
        impl ::std::convert::From<super::Config> for Config {
            fn from(value: super::Config) -> Self {
                Self {
                    configurable: Ok(value.configurable),
                    recursion_limit: Ok(value.recursion_limit),
                    tags: Ok(value.tags),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Cron {
            assistant_id: ::std::result::Result<
                ::std::option::Option<::uuid::Uuid>,
                ::std::string::String,
            >,
            created_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            cron_id: ::std::result::Result<::uuid::Uuid, ::std::string::String>,
            enabled: ::std::result::Result<bool, ::std::string::String>,
            end_time: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            metadata: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            next_run_date: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            on_run_completed: ::std::result::Result<
                ::std::option::Option<super::OnCompletion>,
                ::std::string::String,
            >,
            payload: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                ::std::string::String,
            >,
            schedule: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            thread_id: ::std::result::Result<
                ::std::option::Option<::uuid::Uuid>,
                ::std::string::String,
            >,
            timezone: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            updated_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            user_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Cron {
            fn default() -> Self {
                Self {
                    assistant_id: Ok(Default::default()),
                    created_at: Err("no value supplied for created_at".to_string()),
                    cron_id: Err("no value supplied for cron_id".to_string()),
                    enabled: Err("no value supplied for enabled".to_string()),
                    end_time: Err("no value supplied for end_time".to_string()),
                    metadata: Ok(Default::default()),
                    next_run_date: Ok(Default::default()),
                    on_run_completed: Ok(Default::default()),
                    payload: Err("no value supplied for payload".to_string()),
                    schedule: Err("no value supplied for schedule".to_string()),
                    thread_id: Err("no value supplied for thread_id".to_string()),
                    timezone: Ok(Default::default()),
                    updated_at: Err("no value supplied for updated_at".to_string()),
                    user_id: Ok(Default::default()),
                }
            }
        }
        impl Cron {
            pub fn assistant_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::uuid::Uuid>>,
                T::Error: ::std::fmt::Display,
            {
                self.assistant_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for assistant_id: {e}")
                    });
                self
            }
            pub fn created_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.created_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created_at: {e}")
                    });
                self
            }
            pub fn cron_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::uuid::Uuid>,
                T::Error: ::std::fmt::Display,
            {
                self.cron_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for cron_id: {e}")
                    });
                self
            }
            pub fn enabled<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.enabled = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for enabled: {e}")
                    });
                self
            }
            pub fn end_time<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.end_time = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for end_time: {e}")
                    });
                self
            }
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
            pub fn next_run_date<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.next_run_date = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for next_run_date: {e}")
                    });
                self
            }
            pub fn on_run_completed<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::OnCompletion>>,
                T::Error: ::std::fmt::Display,
            {
                self.on_run_completed = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for on_run_completed: {e}"
                        )
                    });
                self
            }
            pub fn payload<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.payload = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for payload: {e}")
                    });
                self
            }
            pub fn schedule<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.schedule = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for schedule: {e}")
                    });
                self
            }
            pub fn thread_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::uuid::Uuid>>,
                T::Error: ::std::fmt::Display,
            {
                self.thread_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for thread_id: {e}")
                    });
                self
            }
            pub fn timezone<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.timezone = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for timezone: {e}")
                    });
                self
            }
            pub fn updated_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.updated_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for updated_at: {e}")
                    });
                self
            }
            pub fn user_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.user_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for user_id: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Cron> for super::Cron {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Cron,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    assistant_id: value.assistant_id?,
                    created_at: value.created_at?,
                    cron_id: value.cron_id?,
                    enabled: value.enabled?,
                    end_time: value.end_time?,
                    metadata: value.metadata?,
                    next_run_date: value.next_run_date?,
                    on_run_completed: value.on_run_completed?,
                    payload: value.payload?,
                    schedule: value.schedule?,
                    thread_id: value.thread_id?,
                    timezone: value.timezone?,
                    updated_at: value.updated_at?,
                    user_id: value.user_id?,
                })
            }
        }
        impl ::std::convert::From<super::Cron> for Cron {
            fn from(value: super::Cron) -> Self {
                Self {
                    assistant_id: Ok(value.assistant_id),
                    created_at: Ok(value.created_at),
                    cron_id: Ok(value.cron_id),
                    enabled: Ok(value.enabled),
                    end_time: Ok(value.end_time),
                    metadata: Ok(value.metadata),
                    next_run_date: Ok(value.next_run_date),
                    on_run_completed: Ok(value.on_run_completed),
                    payload: Ok(value.payload),
                    schedule: Ok(value.schedule),
                    thread_id: Ok(value.thread_id),
                    timezone: Ok(value.timezone),
                    updated_at: Ok(value.updated_at),
                    user_id: Ok(value.user_id),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct CronCountRequest {
            assistant_id: ::std::result::Result<
                ::std::option::Option<::uuid::Uuid>,
                ::std::string::String,
            >,
            metadata: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            thread_id: ::std::result::Result<
                ::std::option::Option<::uuid::Uuid>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for CronCountRequest {
            fn default() -> Self {
                Self {
                    assistant_id: Ok(Default::default()),
                    metadata: Ok(Default::default()),
                    thread_id: Ok(Default::default()),
                }
            }
        }
        impl CronCountRequest {
            pub fn assistant_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::uuid::Uuid>>,
                T::Error: ::std::fmt::Display,
            {
                self.assistant_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for assistant_id: {e}")
                    });
                self
            }
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
            pub fn thread_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::uuid::Uuid>>,
                T::Error: ::std::fmt::Display,
            {
                self.thread_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for thread_id: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<CronCountRequest> for super::CronCountRequest {
            type Error = super::error::ConversionError;
            fn try_from(
                value: CronCountRequest,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    assistant_id: value.assistant_id?,
                    metadata: value.metadata?,
                    thread_id: value.thread_id?,
                })
            }
        }
        impl ::std::convert::From<super::CronCountRequest> for CronCountRequest {
            fn from(value: super::CronCountRequest) -> Self {
                Self {
                    assistant_id: Ok(value.assistant_id),
                    metadata: Ok(value.metadata),
                    thread_id: Ok(value.thread_id),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct CronCreate {
            assistant_id: ::std::result::Result<
                super::AssistantOrGraphId,
                ::std::string::String,
            >,
            checkpoint_during: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            config: ::std::result::Result<
                ::std::option::Option<super::Config>,
                ::std::string::String,
            >,
            context: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            durability: ::std::result::Result<
                ::std::option::Option<super::Durability>,
                ::std::string::String,
            >,
            enabled: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            end_time: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            input: ::std::result::Result<
                ::std::option::Option<super::CronInput>,
                ::std::string::String,
            >,
            interrupt_after: ::std::result::Result<
                ::std::option::Option<super::InterruptNodes>,
                ::std::string::String,
            >,
            interrupt_before: ::std::result::Result<
                ::std::option::Option<super::InterruptNodes>,
                ::std::string::String,
            >,
            metadata: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            on_run_completed: ::std::result::Result<
                ::std::option::Option<super::OnCompletion>,
                ::std::string::String,
            >,
            schedule: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            stream_mode: ::std::result::Result<
                ::std::option::Option<super::StreamModes>,
                ::std::string::String,
            >,
            stream_resumable: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            stream_subgraphs: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            timezone: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            webhook: ::std::result::Result<
                ::std::option::Option<super::WebhookUrl>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for CronCreate {
            fn default() -> Self {
                Self {
                    assistant_id: Err("no value supplied for assistant_id".to_string()),
                    checkpoint_during: Ok(Default::default()),
                    config: Ok(Default::default()),
                    context: Ok(Default::default()),
                    durability: Ok(Default::default()),
                    enabled: Ok(Default::default()),
                    end_time: Ok(Default::default()),
                    input: Ok(Default::default()),
                    interrupt_after: Ok(Default::default()),
                    interrupt_before: Ok(Default::default()),
                    metadata: Ok(Default::default()),
                    on_run_completed: Ok(Default::default()),
                    schedule: Err("no value supplied for schedule".to_string()),
                    stream_mode: Ok(Default::default()),
                    stream_resumable: Ok(Default::default()),
                    stream_subgraphs: Ok(Default::default()),
                    timezone: Ok(Default::default()),
                    webhook: Ok(Default::default()),
                }
            }
        }
        impl CronCreate {
            pub fn assistant_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::AssistantOrGraphId>,
                T::Error: ::std::fmt::Display,
            {
                self.assistant_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for assistant_id: {e}")
                    });
                self
            }
            pub fn checkpoint_during<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.checkpoint_during = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for checkpoint_during: {e}"
                        )
                    });
                self
            }
            pub fn config<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Config>>,
                T::Error: ::std::fmt::Display,
            {
                self.config = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for config: {e}")
                    });
                self
            }
            pub fn context<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.context = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for context: {e}")
                    });
                self
            }
            pub fn durability<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Durability>>,
                T::Error: ::std::fmt::Display,
            {
                self.durability = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for durability: {e}")
                    });
                self
            }
            pub fn enabled<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.enabled = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for enabled: {e}")
                    });
                self
            }
            pub fn end_time<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.end_time = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for end_time: {e}")
                    });
                self
            }
            pub fn input<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::CronInput>>,
                T::Error: ::std::fmt::Display,
            {
                self.input = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for input: {e}")
                    });
                self
            }
            pub fn interrupt_after<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::InterruptNodes>>,
                T::Error: ::std::fmt::Display,
            {
                self.interrupt_after = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for interrupt_after: {e}"
                        )
                    });
                self
            }
            pub fn interrupt_before<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::InterruptNodes>>,
                T::Error: ::std::fmt::Display,
            {
                self.interrupt_before = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for interrupt_before: {e}"
                        )
                    });
                self
            }
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
            pub fn on_run_completed<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::OnCompletion>>,
                T::Error: ::std::fmt::Display,
            {
                self.on_run_completed = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for on_run_completed: {e}"
                        )
                    });
                self
            }
            pub fn schedule<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.schedule = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for schedule: {e}")
                    });
                self
            }
            pub fn stream_mode<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::StreamModes>>,
                T::Error: ::std::fmt::Display,
            {
                self.stream_mode = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for stream_mode: {e}")
                    });
                self
            }
            pub fn stream_resumable<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.stream_resumable = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for stream_resumable: {e}"
                        )
                    });
                self
            }
            pub fn stream_subgraphs<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.stream_subgraphs = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for stream_subgraphs: {e}"
                        )
                    });
                self
            }
            pub fn timezone<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.timezone = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for timezone: {e}")
                    });
                self
            }
            pub fn webhook<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::WebhookUrl>>,
                T::Error: ::std::fmt::Display,
            {
                self.webhook = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for webhook: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<CronCreate> for super::CronCreate {
            type Error = super::error::ConversionError;
            fn try_from(
                value: CronCreate,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    assistant_id: value.assistant_id?,
                    checkpoint_during: value.checkpoint_during?,
                    config: value.config?,
                    context: value.context?,
                    durability: value.durability?,
                    enabled: value.enabled?,
                    end_time: value.end_time?,
                    input: value.input?,
                    interrupt_after: value.interrupt_after?,
                    interrupt_before: value.interrupt_before?,
                    metadata: value.metadata?,
                    on_run_completed: value.on_run_completed?,
                    schedule: value.schedule?,
                    stream_mode: value.stream_mode?,
                    stream_resumable: value.stream_resumable?,
                    stream_subgraphs: value.stream_subgraphs?,
                    timezone: value.timezone?,
                    webhook: value.webhook?,
                })
            }
        }
        impl ::std::convert::From<super::CronCreate> for CronCreate {
            fn from(value: super::CronCreate) -> Self {
                Self {
                    assistant_id: Ok(value.assistant_id),
                    checkpoint_during: Ok(value.checkpoint_during),
                    config: Ok(value.config),
                    context: Ok(value.context),
                    durability: Ok(value.durability),
                    enabled: Ok(value.enabled),
                    end_time: Ok(value.end_time),
                    input: Ok(value.input),
                    interrupt_after: Ok(value.interrupt_after),
                    interrupt_before: Ok(value.interrupt_before),
                    metadata: Ok(value.metadata),
                    on_run_completed: Ok(value.on_run_completed),
                    schedule: Ok(value.schedule),
                    stream_mode: Ok(value.stream_mode),
                    stream_resumable: Ok(value.stream_resumable),
                    stream_subgraphs: Ok(value.stream_subgraphs),
                    timezone: Ok(value.timezone),
                    webhook: Ok(value.webhook),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct CronPatch {
            config: ::std::result::Result<
                ::std::option::Option<super::Config>,
                ::std::string::String,
            >,
            context: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            durability: ::std::result::Result<
                ::std::option::Option<super::Durability>,
                ::std::string::String,
            >,
            enabled: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            end_time: ::std::result::Result<
                ::std::option::Option<::serde_json::Value>,
                ::std::string::String,
            >,
            input: ::std::result::Result<
                ::std::option::Option<super::CronInput>,
                ::std::string::String,
            >,
            interrupt_after: ::std::result::Result<
                ::std::option::Option<super::InterruptNodes>,
                ::std::string::String,
            >,
            interrupt_before: ::std::result::Result<
                ::std::option::Option<super::InterruptNodes>,
                ::std::string::String,
            >,
            metadata: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            on_run_completed: ::std::result::Result<
                ::std::option::Option<super::OnCompletion>,
                ::std::string::String,
            >,
            schedule: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            stream_mode: ::std::result::Result<
                ::std::option::Option<super::StreamModes>,
                ::std::string::String,
            >,
            stream_resumable: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            stream_subgraphs: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            timezone: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            webhook: ::std::result::Result<
                ::std::option::Option<super::WebhookUrl>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for CronPatch {
            fn default() -> Self {
                Self {
                    config: Ok(Default::default()),
                    context: Ok(Default::default()),
                    durability: Ok(Default::default()),
                    enabled: Ok(Default::default()),
                    end_time: Ok(Default::default()),
                    input: Ok(Default::default()),
                    interrupt_after: Ok(Default::default()),
                    interrupt_before: Ok(Default::default()),
                    metadata: Ok(Default::default()),
                    on_run_completed: Ok(Default::default()),
                    schedule: Ok(Default::default()),
                    stream_mode: Ok(Default::default()),
                    stream_resumable: Ok(Default::default()),
                    stream_subgraphs: Ok(Default::default()),
                    timezone: Ok(Default::default()),
                    webhook: Ok(Default::default()),
                }
            }
        }
        impl CronPatch {
            pub fn config<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Config>>,
                T::Error: ::std::fmt::Display,
            {
                self.config = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for config: {e}")
                    });
                self
            }
            pub fn context<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.context = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for context: {e}")
                    });
                self
            }
            pub fn durability<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Durability>>,
                T::Error: ::std::fmt::Display,
            {
                self.durability = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for durability: {e}")
                    });
                self
            }
            pub fn enabled<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.enabled = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for enabled: {e}")
                    });
                self
            }
            pub fn end_time<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::serde_json::Value>>,
                T::Error: ::std::fmt::Display,
            {
                self.end_time = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for end_time: {e}")
                    });
                self
            }
            pub fn input<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::CronInput>>,
                T::Error: ::std::fmt::Display,
            {
                self.input = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for input: {e}")
                    });
                self
            }
            pub fn interrupt_after<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::InterruptNodes>>,
                T::Error: ::std::fmt::Display,
            {
                self.interrupt_after = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for interrupt_after: {e}"
                        )
                    });
                self
            }
            pub fn interrupt_before<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::InterruptNodes>>,
                T::Error: ::std::fmt::Display,
            {
                self.interrupt_before = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for interrupt_before: {e}"
                        )
                    });
                self
            }
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
            pub fn on_run_completed<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::OnCompletion>>,
                T::Error: ::std::fmt::Display,
            {
                self.on_run_completed = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for on_run_completed: {e}"
                        )
                    });
                self
            }
            pub fn schedule<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.schedule = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for schedule: {e}")
                    });
                self
            }
            pub fn stream_mode<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::StreamModes>>,
                T::Error: ::std::fmt::Display,
            {
                self.stream_mode = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for stream_mode: {e}")
                    });
                self
            }
            pub fn stream_resumable<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.stream_resumable = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for stream_resumable: {e}"
                        )
                    });
                self
            }
            pub fn stream_subgraphs<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.stream_subgraphs = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for stream_subgraphs: {e}"
                        )
                    });
                self
            }
            pub fn timezone<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.timezone = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for timezone: {e}")
                    });
                self
            }
            pub fn webhook<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::WebhookUrl>>,
                T::Error: ::std::fmt::Display,
            {
                self.webhook = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for webhook: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<CronPatch> for super::CronPatch {
            type Error = super::error::ConversionError;
            fn try_from(
                value: CronPatch,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    config: value.config?,
                    context: value.context?,
                    durability: value.durability?,
                    enabled: value.enabled?,
                    end_time: value.end_time?,
                    input: value.input?,
                    interrupt_after: value.interrupt_after?,
                    interrupt_before: value.interrupt_before?,
                    metadata: value.metadata?,
                    on_run_completed: value.on_run_completed?,
                    schedule: value.schedule?,
                    stream_mode: value.stream_mode?,
                    stream_resumable: value.stream_resumable?,
                    stream_subgraphs: value.stream_subgraphs?,
                    timezone: value.timezone?,
                    webhook: value.webhook?,
                })
            }
        }
        impl ::std::convert::From<super::CronPatch> for CronPatch {
            fn from(value: super::CronPatch) -> Self {
                Self {
                    config: Ok(value.config),
                    context: Ok(value.context),
                    durability: Ok(value.durability),
                    enabled: Ok(value.enabled),
                    end_time: Ok(value.end_time),
                    input: Ok(value.input),
                    interrupt_after: Ok(value.interrupt_after),
                    interrupt_before: Ok(value.interrupt_before),
                    metadata: Ok(value.metadata),
                    on_run_completed: Ok(value.on_run_completed),
                    schedule: Ok(value.schedule),
                    stream_mode: Ok(value.stream_mode),
                    stream_resumable: Ok(value.stream_resumable),
                    stream_subgraphs: Ok(value.stream_subgraphs),
                    timezone: Ok(value.timezone),
                    webhook: Ok(value.webhook),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct CronSearch {
            assistant_id: ::std::result::Result<
                ::std::option::Option<::uuid::Uuid>,
                ::std::string::String,
            >,
            enabled: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            limit: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            metadata: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            offset: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            select: ::std::result::Result<
                ::std::option::Option<::std::vec::Vec<super::CronField>>,
                ::std::string::String,
            >,
            sort_by: ::std::result::Result<
                ::std::option::Option<super::CronSortBy>,
                ::std::string::String,
            >,
            sort_order: ::std::result::Result<
                ::std::option::Option<super::SortOrder>,
                ::std::string::String,
            >,
            thread_id: ::std::result::Result<
                ::std::option::Option<::uuid::Uuid>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for CronSearch {
            fn default() -> Self {
                Self {
                    assistant_id: Ok(Default::default()),
                    enabled: Ok(Default::default()),
                    limit: Ok(Default::default()),
                    metadata: Ok(Default::default()),
                    offset: Ok(Default::default()),
                    select: Ok(Default::default()),
                    sort_by: Ok(Default::default()),
                    sort_order: Ok(Default::default()),
                    thread_id: Ok(Default::default()),
                }
            }
        }
        impl CronSearch {
            pub fn assistant_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::uuid::Uuid>>,
                T::Error: ::std::fmt::Display,
            {
                self.assistant_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for assistant_id: {e}")
                    });
                self
            }
            pub fn enabled<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.enabled = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for enabled: {e}")
                    });
                self
            }
            pub fn limit<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.limit = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for limit: {e}")
                    });
                self
            }
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
            pub fn offset<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.offset = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for offset: {e}")
                    });
                self
            }
            pub fn select<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::vec::Vec<super::CronField>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.select = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for select: {e}")
                    });
                self
            }
            pub fn sort_by<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::CronSortBy>>,
                T::Error: ::std::fmt::Display,
            {
                self.sort_by = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for sort_by: {e}")
                    });
                self
            }
            pub fn sort_order<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::SortOrder>>,
                T::Error: ::std::fmt::Display,
            {
                self.sort_order = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for sort_order: {e}")
                    });
                self
            }
            pub fn thread_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::uuid::Uuid>>,
                T::Error: ::std::fmt::Display,
            {
                self.thread_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for thread_id: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<CronSearch> for super::CronSearch {
            type Error = super::error::ConversionError;
            fn try_from(
                value: CronSearch,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    assistant_id: value.assistant_id?,
                    enabled: value.enabled?,
                    limit: value.limit?,
                    metadata: value.metadata?,
                    offset: value.offset?,
                    select: value.select?,
                    sort_by: value.sort_by?,
                    sort_order: value.sort_order?,
                    thread_id: value.thread_id?,
                })
            }
        }
        impl ::std::convert::From<super::CronSearch> for CronSearch {
            fn from(value: super::CronSearch) -> Self {
                Self {
                    assistant_id: Ok(value.assistant_id),
                    enabled: Ok(value.enabled),
                    limit: Ok(value.limit),
                    metadata: Ok(value.metadata),
                    offset: Ok(value.offset),
                    select: Ok(value.select),
                    sort_by: Ok(value.sort_by),
                    sort_order: Ok(value.sort_order),
                    thread_id: Ok(value.thread_id),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ErrorResponse {
            detail: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for ErrorResponse {
            fn default() -> Self {
                Self {
                    detail: Err("no value supplied for detail".to_string()),
                }
            }
        }
        impl ErrorResponse {
            pub fn detail<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.detail = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for detail: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ErrorResponse> for super::ErrorResponse {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ErrorResponse,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { detail: value.detail? })
            }
        }
        impl ::std::convert::From<super::ErrorResponse> for ErrorResponse {
            fn from(value: super::ErrorResponse) -> Self {
                Self { detail: Ok(value.detail) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct GraphDrawing {
            edges: ::std::result::Result<
                ::std::vec::Vec<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            nodes: ::std::result::Result<
                ::std::vec::Vec<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for GraphDrawing {
            fn default() -> Self {
                Self {
                    edges: Err("no value supplied for edges".to_string()),
                    nodes: Err("no value supplied for nodes".to_string()),
                }
            }
        }
        impl GraphDrawing {
            pub fn edges<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::vec::Vec<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.edges = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for edges: {e}")
                    });
                self
            }
            pub fn nodes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::vec::Vec<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.nodes = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for nodes: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<GraphDrawing> for super::GraphDrawing {
            type Error = super::error::ConversionError;
            fn try_from(
                value: GraphDrawing,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    edges: value.edges?,
                    nodes: value.nodes?,
                })
            }
        }
        impl ::std::convert::From<super::GraphDrawing> for GraphDrawing {
            fn from(value: super::GraphDrawing) -> Self {
                Self {
                    edges: Ok(value.edges),
                    nodes: Ok(value.nodes),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct GraphSchema {
            config_schema: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            context_schema: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            graph_id: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            input_schema: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            output_schema: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            state_schema: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for GraphSchema {
            fn default() -> Self {
                Self {
                    config_schema: Err(
                        "no value supplied for config_schema".to_string(),
                    ),
                    context_schema: Err(
                        "no value supplied for context_schema".to_string(),
                    ),
                    graph_id: Err("no value supplied for graph_id".to_string()),
                    input_schema: Err("no value supplied for input_schema".to_string()),
                    output_schema: Err(
                        "no value supplied for output_schema".to_string(),
                    ),
                    state_schema: Err("no value supplied for state_schema".to_string()),
                }
            }
        }
        impl GraphSchema {
            pub fn config_schema<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.config_schema = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for config_schema: {e}")
                    });
                self
            }
            pub fn context_schema<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.context_schema = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for context_schema: {e}"
                        )
                    });
                self
            }
            pub fn graph_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.graph_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for graph_id: {e}")
                    });
                self
            }
            pub fn input_schema<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.input_schema = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for input_schema: {e}")
                    });
                self
            }
            pub fn output_schema<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.output_schema = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for output_schema: {e}")
                    });
                self
            }
            pub fn state_schema<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.state_schema = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for state_schema: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<GraphSchema> for super::GraphSchema {
            type Error = super::error::ConversionError;
            fn try_from(
                value: GraphSchema,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    config_schema: value.config_schema?,
                    context_schema: value.context_schema?,
                    graph_id: value.graph_id?,
                    input_schema: value.input_schema?,
                    output_schema: value.output_schema?,
                    state_schema: value.state_schema?,
                })
            }
        }
        impl ::std::convert::From<super::GraphSchema> for GraphSchema {
            fn from(value: super::GraphSchema) -> Self {
                Self {
                    config_schema: Ok(value.config_schema),
                    context_schema: Ok(value.context_schema),
                    graph_id: Ok(value.graph_id),
                    input_schema: Ok(value.input_schema),
                    output_schema: Ok(value.output_schema),
                    state_schema: Ok(value.state_schema),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct GraphSchemaNoId {
            config_schema: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            context_schema: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            input_schema: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            output_schema: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            state_schema: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for GraphSchemaNoId {
            fn default() -> Self {
                Self {
                    config_schema: Err(
                        "no value supplied for config_schema".to_string(),
                    ),
                    context_schema: Err(
                        "no value supplied for context_schema".to_string(),
                    ),
                    input_schema: Err("no value supplied for input_schema".to_string()),
                    output_schema: Err(
                        "no value supplied for output_schema".to_string(),
                    ),
                    state_schema: Err("no value supplied for state_schema".to_string()),
                }
            }
        }
        impl GraphSchemaNoId {
            pub fn config_schema<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.config_schema = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for config_schema: {e}")
                    });
                self
            }
            pub fn context_schema<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.context_schema = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for context_schema: {e}"
                        )
                    });
                self
            }
            pub fn input_schema<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.input_schema = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for input_schema: {e}")
                    });
                self
            }
            pub fn output_schema<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.output_schema = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for output_schema: {e}")
                    });
                self
            }
            pub fn state_schema<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.state_schema = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for state_schema: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<GraphSchemaNoId> for super::GraphSchemaNoId {
            type Error = super::error::ConversionError;
            fn try_from(
                value: GraphSchemaNoId,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    config_schema: value.config_schema?,
                    context_schema: value.context_schema?,
                    input_schema: value.input_schema?,
                    output_schema: value.output_schema?,
                    state_schema: value.state_schema?,
                })
            }
        }
        impl ::std::convert::From<super::GraphSchemaNoId> for GraphSchemaNoId {
            fn from(value: super::GraphSchemaNoId) -> Self {
                Self {
                    config_schema: Ok(value.config_schema),
                    context_schema: Ok(value.context_schema),
                    input_schema: Ok(value.input_schema),
                    output_schema: Ok(value.output_schema),
                    state_schema: Ok(value.state_schema),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Health {
            ok: ::std::result::Result<bool, ::std::string::String>,
            services: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Health {
            fn default() -> Self {
                Self {
                    ok: Err("no value supplied for ok".to_string()),
                    services: Ok(Default::default()),
                }
            }
        }
        impl Health {
            pub fn ok<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.ok = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for ok: {e}"));
                self
            }
            pub fn services<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.services = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for services: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Health> for super::Health {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Health,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    ok: value.ok?,
                    services: value.services?,
                })
            }
        }
        impl ::std::convert::From<super::Health> for Health {
            fn from(value: super::Health) -> Self {
                Self {
                    ok: Ok(value.ok),
                    services: Ok(value.services),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct HistoryBefore {
            checkpoint_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            configurable: ::std::result::Result<
                ::std::option::Option<super::CheckpointConfig>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for HistoryBefore {
            fn default() -> Self {
                Self {
                    checkpoint_id: Ok(Default::default()),
                    configurable: Ok(Default::default()),
                }
            }
        }
        impl HistoryBefore {
            pub fn checkpoint_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.checkpoint_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for checkpoint_id: {e}")
                    });
                self
            }
            pub fn configurable<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::CheckpointConfig>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.configurable = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for configurable: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<HistoryBefore> for super::HistoryBefore {
            type Error = super::error::ConversionError;
            fn try_from(
                value: HistoryBefore,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    checkpoint_id: value.checkpoint_id?,
                    configurable: value.configurable?,
                })
            }
        }
        impl ::std::convert::From<super::HistoryBefore> for HistoryBefore {
            fn from(value: super::HistoryBefore) -> Self {
                Self {
                    checkpoint_id: Ok(value.checkpoint_id),
                    configurable: Ok(value.configurable),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct HostInfo {
            host_revision_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            kind: ::std::result::Result<::std::string::String, ::std::string::String>,
            project_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            revision_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            tenant_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for HostInfo {
            fn default() -> Self {
                Self {
                    host_revision_id: Ok(Default::default()),
                    kind: Err("no value supplied for kind".to_string()),
                    project_id: Ok(Default::default()),
                    revision_id: Ok(Default::default()),
                    tenant_id: Ok(Default::default()),
                }
            }
        }
        impl HostInfo {
            pub fn host_revision_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.host_revision_id = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for host_revision_id: {e}"
                        )
                    });
                self
            }
            pub fn kind<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.kind = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for kind: {e}")
                    });
                self
            }
            pub fn project_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.project_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for project_id: {e}")
                    });
                self
            }
            pub fn revision_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.revision_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for revision_id: {e}")
                    });
                self
            }
            pub fn tenant_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.tenant_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for tenant_id: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<HostInfo> for super::HostInfo {
            type Error = super::error::ConversionError;
            fn try_from(
                value: HostInfo,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    host_revision_id: value.host_revision_id?,
                    kind: value.kind?,
                    project_id: value.project_id?,
                    revision_id: value.revision_id?,
                    tenant_id: value.tenant_id?,
                })
            }
        }
        impl ::std::convert::From<super::HostInfo> for HostInfo {
            fn from(value: super::HostInfo) -> Self {
                Self {
                    host_revision_id: Ok(value.host_revision_id),
                    kind: Ok(value.kind),
                    project_id: Ok(value.project_id),
                    revision_id: Ok(value.revision_id),
                    tenant_id: Ok(value.tenant_id),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Interrupt {
            id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            response_schema: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            value: ::std::result::Result<::serde_json::Value, ::std::string::String>,
        }
        impl ::std::default::Default for Interrupt {
            fn default() -> Self {
                Self {
                    id: Ok(Default::default()),
                    response_schema: Ok(Default::default()),
                    value: Err("no value supplied for value".to_string()),
                }
            }
        }
        impl Interrupt {
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn response_schema<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.response_schema = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for response_schema: {e}"
                        )
                    });
                self
            }
            pub fn value<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::serde_json::Value>,
                T::Error: ::std::fmt::Display,
            {
                self.value = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for value: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Interrupt> for super::Interrupt {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Interrupt,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    id: value.id?,
                    response_schema: value.response_schema?,
                    value: value.value?,
                })
            }
        }
        impl ::std::convert::From<super::Interrupt> for Interrupt {
            fn from(value: super::Interrupt) -> Self {
                Self {
                    id: Ok(value.id),
                    response_schema: Ok(value.response_schema),
                    value: Ok(value.value),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Item {
            created_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            key: ::std::result::Result<::std::string::String, ::std::string::String>,
            namespace: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            updated_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            value: ::std::result::Result<::serde_json::Value, ::std::string::String>,
        }
        impl ::std::default::Default for Item {
            fn default() -> Self {
                Self {
                    created_at: Err("no value supplied for created_at".to_string()),
                    key: Err("no value supplied for key".to_string()),
                    namespace: Err("no value supplied for namespace".to_string()),
                    updated_at: Err("no value supplied for updated_at".to_string()),
                    value: Err("no value supplied for value".to_string()),
                }
            }
        }
        impl Item {
            pub fn created_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.created_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created_at: {e}")
                    });
                self
            }
            pub fn key<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.key = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for key: {e}")
                    });
                self
            }
            pub fn namespace<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.namespace = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for namespace: {e}")
                    });
                self
            }
            pub fn updated_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.updated_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for updated_at: {e}")
                    });
                self
            }
            pub fn value<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::serde_json::Value>,
                T::Error: ::std::fmt::Display,
            {
                self.value = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for value: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Item> for super::Item {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Item,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    created_at: value.created_at?,
                    key: value.key?,
                    namespace: value.namespace?,
                    updated_at: value.updated_at?,
                    value: value.value?,
                })
            }
        }
        impl ::std::convert::From<super::Item> for Item {
            fn from(value: super::Item) -> Self {
                Self {
                    created_at: Ok(value.created_at),
                    key: Ok(value.key),
                    namespace: Ok(value.namespace),
                    updated_at: Ok(value.updated_at),
                    value: Ok(value.value),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ListNamespaceResponse {
            namespaces: ::std::result::Result<
                ::std::vec::Vec<::std::vec::Vec<::std::string::String>>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ListNamespaceResponse {
            fn default() -> Self {
                Self {
                    namespaces: Err("no value supplied for namespaces".to_string()),
                }
            }
        }
        impl ListNamespaceResponse {
            pub fn namespaces<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::vec::Vec<::std::vec::Vec<::std::string::String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.namespaces = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for namespaces: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ListNamespaceResponse>
        for super::ListNamespaceResponse {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ListNamespaceResponse,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    namespaces: value.namespaces?,
                })
            }
        }
        impl ::std::convert::From<super::ListNamespaceResponse>
        for ListNamespaceResponse {
            fn from(value: super::ListNamespaceResponse) -> Self {
                Self {
                    namespaces: Ok(value.namespaces),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Metrics {
            api: ::std::result::Result<super::MetricsApi, ::std::string::String>,
            queue: ::std::result::Result<super::MetricsQueue, ::std::string::String>,
            runs: ::std::result::Result<super::MetricsRuns, ::std::string::String>,
            storage: ::std::result::Result<super::MetricsStorage, ::std::string::String>,
            streams: ::std::result::Result<super::MetricsStreams, ::std::string::String>,
            webhooks: ::std::result::Result<
                super::MetricsWebhooks,
                ::std::string::String,
            >,
            workers: ::std::result::Result<super::MetricsWorkers, ::std::string::String>,
        }
        impl ::std::default::Default for Metrics {
            fn default() -> Self {
                Self {
                    api: Err("no value supplied for api".to_string()),
                    queue: Err("no value supplied for queue".to_string()),
                    runs: Err("no value supplied for runs".to_string()),
                    storage: Err("no value supplied for storage".to_string()),
                    streams: Err("no value supplied for streams".to_string()),
                    webhooks: Err("no value supplied for webhooks".to_string()),
                    workers: Err("no value supplied for workers".to_string()),
                }
            }
        }
        impl Metrics {
            pub fn api<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::MetricsApi>,
                T::Error: ::std::fmt::Display,
            {
                self.api = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for api: {e}")
                    });
                self
            }
            pub fn queue<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::MetricsQueue>,
                T::Error: ::std::fmt::Display,
            {
                self.queue = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for queue: {e}")
                    });
                self
            }
            pub fn runs<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::MetricsRuns>,
                T::Error: ::std::fmt::Display,
            {
                self.runs = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for runs: {e}")
                    });
                self
            }
            pub fn storage<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::MetricsStorage>,
                T::Error: ::std::fmt::Display,
            {
                self.storage = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for storage: {e}")
                    });
                self
            }
            pub fn streams<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::MetricsStreams>,
                T::Error: ::std::fmt::Display,
            {
                self.streams = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for streams: {e}")
                    });
                self
            }
            pub fn webhooks<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::MetricsWebhooks>,
                T::Error: ::std::fmt::Display,
            {
                self.webhooks = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for webhooks: {e}")
                    });
                self
            }
            pub fn workers<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::MetricsWorkers>,
                T::Error: ::std::fmt::Display,
            {
                self.workers = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for workers: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Metrics> for super::Metrics {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Metrics,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    api: value.api?,
                    queue: value.queue?,
                    runs: value.runs?,
                    storage: value.storage?,
                    streams: value.streams?,
                    webhooks: value.webhooks?,
                    workers: value.workers?,
                })
            }
        }
        impl ::std::convert::From<super::Metrics> for Metrics {
            fn from(value: super::Metrics) -> Self {
                Self {
                    api: Ok(value.api),
                    queue: Ok(value.queue),
                    runs: Ok(value.runs),
                    storage: Ok(value.storage),
                    streams: Ok(value.streams),
                    webhooks: Ok(value.webhooks),
                    workers: Ok(value.workers),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct MetricsApi {
            http_requests_total: ::std::result::Result<
                ::std::vec::Vec<super::MetricsApiHttpRequestsTotalItem>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for MetricsApi {
            fn default() -> Self {
                Self {
                    http_requests_total: Err(
                        "no value supplied for http_requests_total".to_string(),
                    ),
                }
            }
        }
        impl MetricsApi {
            pub fn http_requests_total<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::vec::Vec<super::MetricsApiHttpRequestsTotalItem>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.http_requests_total = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for http_requests_total: {e}"
                        )
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<MetricsApi> for super::MetricsApi {
            type Error = super::error::ConversionError;
            fn try_from(
                value: MetricsApi,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    http_requests_total: value.http_requests_total?,
                })
            }
        }
        impl ::std::convert::From<super::MetricsApi> for MetricsApi {
            fn from(value: super::MetricsApi) -> Self {
                Self {
                    http_requests_total: Ok(value.http_requests_total),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct MetricsApiHttpRequestsTotalItem {
            count: ::std::result::Result<i64, ::std::string::String>,
            method: ::std::result::Result<::std::string::String, ::std::string::String>,
            path: ::std::result::Result<::std::string::String, ::std::string::String>,
            status: ::std::result::Result<i64, ::std::string::String>,
        }
        impl ::std::default::Default for MetricsApiHttpRequestsTotalItem {
            fn default() -> Self {
                Self {
                    count: Err("no value supplied for count".to_string()),
                    method: Err("no value supplied for method".to_string()),
                    path: Err("no value supplied for path".to_string()),
                    status: Err("no value supplied for status".to_string()),
                }
            }
        }
        impl MetricsApiHttpRequestsTotalItem {
            pub fn count<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.count = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for count: {e}")
                    });
                self
            }
            pub fn method<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.method = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for method: {e}")
                    });
                self
            }
            pub fn path<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.path = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for path: {e}")
                    });
                self
            }
            pub fn status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<MetricsApiHttpRequestsTotalItem>
        for super::MetricsApiHttpRequestsTotalItem {
            type Error = super::error::ConversionError;
            fn try_from(
                value: MetricsApiHttpRequestsTotalItem,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    count: value.count?,
                    method: value.method?,
                    path: value.path?,
                    status: value.status?,
                })
            }
        }
        impl ::std::convert::From<super::MetricsApiHttpRequestsTotalItem>
        for MetricsApiHttpRequestsTotalItem {
            fn from(value: super::MetricsApiHttpRequestsTotalItem) -> Self {
                Self {
                    count: Ok(value.count),
                    method: Ok(value.method),
                    path: Ok(value.path),
                    status: Ok(value.status),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct MetricsQueue {
            n_pending: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            n_running: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            pending_runs_wait_time_max_secs: ::std::result::Result<
                ::std::option::Option<f64>,
                ::std::string::String,
            >,
            pending_runs_wait_time_med_secs: ::std::result::Result<
                ::std::option::Option<f64>,
                ::std::string::String,
            >,
            pending_unblocked_runs_wait_time_max_secs: ::std::result::Result<
                ::std::option::Option<f64>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for MetricsQueue {
            fn default() -> Self {
                Self {
                    n_pending: Err("no value supplied for n_pending".to_string()),
                    n_running: Err("no value supplied for n_running".to_string()),
                    pending_runs_wait_time_max_secs: Err(
                        "no value supplied for pending_runs_wait_time_max_secs"
                            .to_string(),
                    ),
                    pending_runs_wait_time_med_secs: Err(
                        "no value supplied for pending_runs_wait_time_med_secs"
                            .to_string(),
                    ),
                    pending_unblocked_runs_wait_time_max_secs: Err(
                        "no value supplied for pending_unblocked_runs_wait_time_max_secs"
                            .to_string(),
                    ),
                }
            }
        }
        impl MetricsQueue {
            pub fn n_pending<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.n_pending = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for n_pending: {e}")
                    });
                self
            }
            pub fn n_running<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.n_running = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for n_running: {e}")
                    });
                self
            }
            pub fn pending_runs_wait_time_max_secs<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<f64>>,
                T::Error: ::std::fmt::Display,
            {
                self.pending_runs_wait_time_max_secs = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for pending_runs_wait_time_max_secs: {e}"
                        )
                    });
                self
            }
            pub fn pending_runs_wait_time_med_secs<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<f64>>,
                T::Error: ::std::fmt::Display,
            {
                self.pending_runs_wait_time_med_secs = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for pending_runs_wait_time_med_secs: {e}"
                        )
                    });
                self
            }
            pub fn pending_unblocked_runs_wait_time_max_secs<T>(
                mut self,
                value: T,
            ) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<f64>>,
                T::Error: ::std::fmt::Display,
            {
                self.pending_unblocked_runs_wait_time_max_secs = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for pending_unblocked_runs_wait_time_max_secs: {e}"
                        )
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<MetricsQueue> for super::MetricsQueue {
            type Error = super::error::ConversionError;
            fn try_from(
                value: MetricsQueue,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    n_pending: value.n_pending?,
                    n_running: value.n_running?,
                    pending_runs_wait_time_max_secs: value
                        .pending_runs_wait_time_max_secs?,
                    pending_runs_wait_time_med_secs: value
                        .pending_runs_wait_time_med_secs?,
                    pending_unblocked_runs_wait_time_max_secs: value
                        .pending_unblocked_runs_wait_time_max_secs?,
                })
            }
        }
        impl ::std::convert::From<super::MetricsQueue> for MetricsQueue {
            fn from(value: super::MetricsQueue) -> Self {
                Self {
                    n_pending: Ok(value.n_pending),
                    n_running: Ok(value.n_running),
                    pending_runs_wait_time_max_secs: Ok(
                        value.pending_runs_wait_time_max_secs,
                    ),
                    pending_runs_wait_time_med_secs: Ok(
                        value.pending_runs_wait_time_med_secs,
                    ),
                    pending_unblocked_runs_wait_time_max_secs: Ok(
                        value.pending_unblocked_runs_wait_time_max_secs,
                    ),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct MetricsRuns {
            attempts_lost: ::std::result::Result<i64, ::std::string::String>,
            created: ::std::result::Result<i64, ::std::string::String>,
            error: ::std::result::Result<i64, ::std::string::String>,
            interrupted: ::std::result::Result<i64, ::std::string::String>,
            success: ::std::result::Result<i64, ::std::string::String>,
            timeout: ::std::result::Result<i64, ::std::string::String>,
        }
        impl ::std::default::Default for MetricsRuns {
            fn default() -> Self {
                Self {
                    attempts_lost: Err(
                        "no value supplied for attempts_lost".to_string(),
                    ),
                    created: Err("no value supplied for created".to_string()),
                    error: Err("no value supplied for error".to_string()),
                    interrupted: Err("no value supplied for interrupted".to_string()),
                    success: Err("no value supplied for success".to_string()),
                    timeout: Err("no value supplied for timeout".to_string()),
                }
            }
        }
        impl MetricsRuns {
            pub fn attempts_lost<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.attempts_lost = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for attempts_lost: {e}")
                    });
                self
            }
            pub fn created<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.created = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created: {e}")
                    });
                self
            }
            pub fn error<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.error = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for error: {e}")
                    });
                self
            }
            pub fn interrupted<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.interrupted = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for interrupted: {e}")
                    });
                self
            }
            pub fn success<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.success = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for success: {e}")
                    });
                self
            }
            pub fn timeout<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.timeout = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for timeout: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<MetricsRuns> for super::MetricsRuns {
            type Error = super::error::ConversionError;
            fn try_from(
                value: MetricsRuns,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    attempts_lost: value.attempts_lost?,
                    created: value.created?,
                    error: value.error?,
                    interrupted: value.interrupted?,
                    success: value.success?,
                    timeout: value.timeout?,
                })
            }
        }
        impl ::std::convert::From<super::MetricsRuns> for MetricsRuns {
            fn from(value: super::MetricsRuns) -> Self {
                Self {
                    attempts_lost: Ok(value.attempts_lost),
                    created: Ok(value.created),
                    error: Ok(value.error),
                    interrupted: Ok(value.interrupted),
                    success: Ok(value.success),
                    timeout: Ok(value.timeout),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct MetricsStorage {
            commit_secs_total: ::std::result::Result<f64, ::std::string::String>,
            commits: ::std::result::Result<i64, ::std::string::String>,
            size_bytes: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            up: ::std::result::Result<bool, ::std::string::String>,
            waiting_writes: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for MetricsStorage {
            fn default() -> Self {
                Self {
                    commit_secs_total: Err(
                        "no value supplied for commit_secs_total".to_string(),
                    ),
                    commits: Err("no value supplied for commits".to_string()),
                    size_bytes: Err("no value supplied for size_bytes".to_string()),
                    up: Err("no value supplied for up".to_string()),
                    waiting_writes: Err(
                        "no value supplied for waiting_writes".to_string(),
                    ),
                }
            }
        }
        impl MetricsStorage {
            pub fn commit_secs_total<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<f64>,
                T::Error: ::std::fmt::Display,
            {
                self.commit_secs_total = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for commit_secs_total: {e}"
                        )
                    });
                self
            }
            pub fn commits<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.commits = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for commits: {e}")
                    });
                self
            }
            pub fn size_bytes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.size_bytes = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for size_bytes: {e}")
                    });
                self
            }
            pub fn up<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.up = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for up: {e}"));
                self
            }
            pub fn waiting_writes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.waiting_writes = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for waiting_writes: {e}"
                        )
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<MetricsStorage> for super::MetricsStorage {
            type Error = super::error::ConversionError;
            fn try_from(
                value: MetricsStorage,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    commit_secs_total: value.commit_secs_total?,
                    commits: value.commits?,
                    size_bytes: value.size_bytes?,
                    up: value.up?,
                    waiting_writes: value.waiting_writes?,
                })
            }
        }
        impl ::std::convert::From<super::MetricsStorage> for MetricsStorage {
            fn from(value: super::MetricsStorage) -> Self {
                Self {
                    commit_secs_total: Ok(value.commit_secs_total),
                    commits: Ok(value.commits),
                    size_bytes: Ok(value.size_bytes),
                    up: Ok(value.up),
                    waiting_writes: Ok(value.waiting_writes),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct MetricsStreams {
            logs: ::std::result::Result<i64, ::std::string::String>,
            memory_bytes: ::std::result::Result<i64, ::std::string::String>,
            run_readers: ::std::result::Result<i64, ::std::string::String>,
            thread_readers: ::std::result::Result<i64, ::std::string::String>,
        }
        impl ::std::default::Default for MetricsStreams {
            fn default() -> Self {
                Self {
                    logs: Err("no value supplied for logs".to_string()),
                    memory_bytes: Err("no value supplied for memory_bytes".to_string()),
                    run_readers: Err("no value supplied for run_readers".to_string()),
                    thread_readers: Err(
                        "no value supplied for thread_readers".to_string(),
                    ),
                }
            }
        }
        impl MetricsStreams {
            pub fn logs<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.logs = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for logs: {e}")
                    });
                self
            }
            pub fn memory_bytes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.memory_bytes = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for memory_bytes: {e}")
                    });
                self
            }
            pub fn run_readers<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.run_readers = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for run_readers: {e}")
                    });
                self
            }
            pub fn thread_readers<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.thread_readers = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for thread_readers: {e}"
                        )
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<MetricsStreams> for super::MetricsStreams {
            type Error = super::error::ConversionError;
            fn try_from(
                value: MetricsStreams,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    logs: value.logs?,
                    memory_bytes: value.memory_bytes?,
                    run_readers: value.run_readers?,
                    thread_readers: value.thread_readers?,
                })
            }
        }
        impl ::std::convert::From<super::MetricsStreams> for MetricsStreams {
            fn from(value: super::MetricsStreams) -> Self {
                Self {
                    logs: Ok(value.logs),
                    memory_bytes: Ok(value.memory_bytes),
                    run_readers: Ok(value.run_readers),
                    thread_readers: Ok(value.thread_readers),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct MetricsWebhooks {
            given_up: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            waiting: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for MetricsWebhooks {
            fn default() -> Self {
                Self {
                    given_up: Err("no value supplied for given_up".to_string()),
                    waiting: Err("no value supplied for waiting".to_string()),
                }
            }
        }
        impl MetricsWebhooks {
            pub fn given_up<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.given_up = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for given_up: {e}")
                    });
                self
            }
            pub fn waiting<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.waiting = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for waiting: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<MetricsWebhooks> for super::MetricsWebhooks {
            type Error = super::error::ConversionError;
            fn try_from(
                value: MetricsWebhooks,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    given_up: value.given_up?,
                    waiting: value.waiting?,
                })
            }
        }
        impl ::std::convert::From<super::MetricsWebhooks> for MetricsWebhooks {
            fn from(value: super::MetricsWebhooks) -> Self {
                Self {
                    given_up: Ok(value.given_up),
                    waiting: Ok(value.waiting),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct MetricsWorkers {
            active: ::std::result::Result<i64, ::std::string::String>,
            available: ::std::result::Result<i64, ::std::string::String>,
            max: ::std::result::Result<i64, ::std::string::String>,
            processes: ::std::result::Result<i64, ::std::string::String>,
            restarts: ::std::result::Result<i64, ::std::string::String>,
        }
        impl ::std::default::Default for MetricsWorkers {
            fn default() -> Self {
                Self {
                    active: Err("no value supplied for active".to_string()),
                    available: Err("no value supplied for available".to_string()),
                    max: Err("no value supplied for max".to_string()),
                    processes: Err("no value supplied for processes".to_string()),
                    restarts: Err("no value supplied for restarts".to_string()),
                }
            }
        }
        impl MetricsWorkers {
            pub fn active<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.active = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for active: {e}")
                    });
                self
            }
            pub fn available<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.available = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for available: {e}")
                    });
                self
            }
            pub fn max<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.max = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for max: {e}")
                    });
                self
            }
            pub fn processes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.processes = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for processes: {e}")
                    });
                self
            }
            pub fn restarts<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.restarts = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for restarts: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<MetricsWorkers> for super::MetricsWorkers {
            type Error = super::error::ConversionError;
            fn try_from(
                value: MetricsWorkers,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    active: value.active?,
                    available: value.available?,
                    max: value.max?,
                    processes: value.processes?,
                    restarts: value.restarts?,
                })
            }
        }
        impl ::std::convert::From<super::MetricsWorkers> for MetricsWorkers {
            fn from(value: super::MetricsWorkers) -> Self {
                Self {
                    active: Ok(value.active),
                    available: Ok(value.available),
                    max: Ok(value.max),
                    processes: Ok(value.processes),
                    restarts: Ok(value.restarts),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct OpenApiDocument {
            info: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                ::std::string::String,
            >,
            openapi: ::std::result::Result<::std::string::String, ::std::string::String>,
            paths: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for OpenApiDocument {
            fn default() -> Self {
                Self {
                    info: Err("no value supplied for info".to_string()),
                    openapi: Err("no value supplied for openapi".to_string()),
                    paths: Err("no value supplied for paths".to_string()),
                }
            }
        }
        impl OpenApiDocument {
            pub fn info<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.info = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for info: {e}")
                    });
                self
            }
            pub fn openapi<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.openapi = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for openapi: {e}")
                    });
                self
            }
            pub fn paths<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.paths = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for paths: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<OpenApiDocument> for super::OpenApiDocument {
            type Error = super::error::ConversionError;
            fn try_from(
                value: OpenApiDocument,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    info: value.info?,
                    openapi: value.openapi?,
                    paths: value.paths?,
                })
            }
        }
        impl ::std::convert::From<super::OpenApiDocument> for OpenApiDocument {
            fn from(value: super::OpenApiDocument) -> Self {
                Self {
                    info: Ok(value.info),
                    openapi: Ok(value.openapi),
                    paths: Ok(value.paths),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Run {
            assistant_id: ::std::result::Result<::uuid::Uuid, ::std::string::String>,
            created_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            kwargs: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                ::std::string::String,
            >,
            langsmith_session_name: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            metadata: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                ::std::string::String,
            >,
            multitask_strategy: ::std::result::Result<
                super::MultitaskStrategy,
                ::std::string::String,
            >,
            run_id: ::std::result::Result<::uuid::Uuid, ::std::string::String>,
            status: ::std::result::Result<super::RunStatus, ::std::string::String>,
            thread_id: ::std::result::Result<::uuid::Uuid, ::std::string::String>,
            updated_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Run {
            fn default() -> Self {
                Self {
                    assistant_id: Err("no value supplied for assistant_id".to_string()),
                    created_at: Err("no value supplied for created_at".to_string()),
                    kwargs: Err("no value supplied for kwargs".to_string()),
                    langsmith_session_name: Ok(Default::default()),
                    metadata: Err("no value supplied for metadata".to_string()),
                    multitask_strategy: Err(
                        "no value supplied for multitask_strategy".to_string(),
                    ),
                    run_id: Err("no value supplied for run_id".to_string()),
                    status: Err("no value supplied for status".to_string()),
                    thread_id: Err("no value supplied for thread_id".to_string()),
                    updated_at: Err("no value supplied for updated_at".to_string()),
                }
            }
        }
        impl Run {
            pub fn assistant_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::uuid::Uuid>,
                T::Error: ::std::fmt::Display,
            {
                self.assistant_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for assistant_id: {e}")
                    });
                self
            }
            pub fn created_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.created_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created_at: {e}")
                    });
                self
            }
            pub fn kwargs<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.kwargs = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for kwargs: {e}")
                    });
                self
            }
            pub fn langsmith_session_name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.langsmith_session_name = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for langsmith_session_name: {e}"
                        )
                    });
                self
            }
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
            pub fn multitask_strategy<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::MultitaskStrategy>,
                T::Error: ::std::fmt::Display,
            {
                self.multitask_strategy = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for multitask_strategy: {e}"
                        )
                    });
                self
            }
            pub fn run_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::uuid::Uuid>,
                T::Error: ::std::fmt::Display,
            {
                self.run_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for run_id: {e}")
                    });
                self
            }
            pub fn status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::RunStatus>,
                T::Error: ::std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }
            pub fn thread_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::uuid::Uuid>,
                T::Error: ::std::fmt::Display,
            {
                self.thread_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for thread_id: {e}")
                    });
                self
            }
            pub fn updated_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.updated_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for updated_at: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Run> for super::Run {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Run,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    assistant_id: value.assistant_id?,
                    created_at: value.created_at?,
                    kwargs: value.kwargs?,
                    langsmith_session_name: value.langsmith_session_name?,
                    metadata: value.metadata?,
                    multitask_strategy: value.multitask_strategy?,
                    run_id: value.run_id?,
                    status: value.status?,
                    thread_id: value.thread_id?,
                    updated_at: value.updated_at?,
                })
            }
        }
        impl ::std::convert::From<super::Run> for Run {
            fn from(value: super::Run) -> Self {
                Self {
                    assistant_id: Ok(value.assistant_id),
                    created_at: Ok(value.created_at),
                    kwargs: Ok(value.kwargs),
                    langsmith_session_name: Ok(value.langsmith_session_name),
                    metadata: Ok(value.metadata),
                    multitask_strategy: Ok(value.multitask_strategy),
                    run_id: Ok(value.run_id),
                    status: Ok(value.status),
                    thread_id: Ok(value.thread_id),
                    updated_at: Ok(value.updated_at),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct RunCreateStateful {
            after_seconds: ::std::result::Result<
                ::std::option::Option<f64>,
                ::std::string::String,
            >,
            assistant_id: ::std::result::Result<
                super::AssistantOrGraphId,
                ::std::string::String,
            >,
            checkpoint: ::std::result::Result<
                ::std::option::Option<super::CheckpointConfig>,
                ::std::string::String,
            >,
            checkpoint_during: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            checkpoint_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            command: ::std::result::Result<
                ::std::option::Option<super::Command>,
                ::std::string::String,
            >,
            config: ::std::result::Result<
                ::std::option::Option<super::Config>,
                ::std::string::String,
            >,
            context: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            durability: ::std::result::Result<
                ::std::option::Option<super::Durability>,
                ::std::string::String,
            >,
            feedback_keys: ::std::result::Result<
                ::std::option::Option<::std::vec::Vec<::std::string::String>>,
                ::std::string::String,
            >,
            if_not_exists: ::std::result::Result<
                ::std::option::Option<super::IfNotExists>,
                ::std::string::String,
            >,
            input: ::std::result::Result<
                ::std::option::Option<super::RunInput>,
                ::std::string::String,
            >,
            interrupt_after: ::std::result::Result<
                ::std::option::Option<super::InterruptNodes>,
                ::std::string::String,
            >,
            interrupt_before: ::std::result::Result<
                ::std::option::Option<super::InterruptNodes>,
                ::std::string::String,
            >,
            metadata: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            multitask_strategy: ::std::result::Result<
                ::std::option::Option<super::MultitaskStrategy>,
                ::std::string::String,
            >,
            stream_mode: ::std::result::Result<
                ::std::option::Option<super::StreamModes>,
                ::std::string::String,
            >,
            stream_resumable: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            stream_subgraphs: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            webhook: ::std::result::Result<
                ::std::option::Option<super::WebhookUrl>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for RunCreateStateful {
            fn default() -> Self {
                Self {
                    after_seconds: Ok(Default::default()),
                    assistant_id: Err("no value supplied for assistant_id".to_string()),
                    checkpoint: Ok(Default::default()),
                    checkpoint_during: Ok(Default::default()),
                    checkpoint_id: Ok(Default::default()),
                    command: Ok(Default::default()),
                    config: Ok(Default::default()),
                    context: Ok(Default::default()),
                    durability: Ok(Default::default()),
                    feedback_keys: Ok(Default::default()),
                    if_not_exists: Ok(Default::default()),
                    input: Ok(Default::default()),
                    interrupt_after: Ok(Default::default()),
                    interrupt_before: Ok(Default::default()),
                    metadata: Ok(Default::default()),
                    multitask_strategy: Ok(Default::default()),
                    stream_mode: Ok(Default::default()),
                    stream_resumable: Ok(Default::default()),
                    stream_subgraphs: Ok(Default::default()),
                    webhook: Ok(Default::default()),
                }
            }
        }
        impl RunCreateStateful {
            pub fn after_seconds<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<f64>>,
                T::Error: ::std::fmt::Display,
            {
                self.after_seconds = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for after_seconds: {e}")
                    });
                self
            }
            pub fn assistant_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::AssistantOrGraphId>,
                T::Error: ::std::fmt::Display,
            {
                self.assistant_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for assistant_id: {e}")
                    });
                self
            }
            pub fn checkpoint<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::CheckpointConfig>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.checkpoint = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for checkpoint: {e}")
                    });
                self
            }
            pub fn checkpoint_during<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.checkpoint_during = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for checkpoint_during: {e}"
                        )
                    });
                self
            }
            pub fn checkpoint_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.checkpoint_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for checkpoint_id: {e}")
                    });
                self
            }
            pub fn command<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Command>>,
                T::Error: ::std::fmt::Display,
            {
                self.command = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for command: {e}")
                    });
                self
            }
            pub fn config<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Config>>,
                T::Error: ::std::fmt::Display,
            {
                self.config = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for config: {e}")
                    });
                self
            }
            pub fn context<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.context = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for context: {e}")
                    });
                self
            }
            pub fn durability<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Durability>>,
                T::Error: ::std::fmt::Display,
            {
                self.durability = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for durability: {e}")
                    });
                self
            }
            pub fn feedback_keys<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::vec::Vec<::std::string::String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.feedback_keys = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for feedback_keys: {e}")
                    });
                self
            }
            pub fn if_not_exists<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::IfNotExists>>,
                T::Error: ::std::fmt::Display,
            {
                self.if_not_exists = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for if_not_exists: {e}")
                    });
                self
            }
            pub fn input<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::RunInput>>,
                T::Error: ::std::fmt::Display,
            {
                self.input = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for input: {e}")
                    });
                self
            }
            pub fn interrupt_after<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::InterruptNodes>>,
                T::Error: ::std::fmt::Display,
            {
                self.interrupt_after = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for interrupt_after: {e}"
                        )
                    });
                self
            }
            pub fn interrupt_before<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::InterruptNodes>>,
                T::Error: ::std::fmt::Display,
            {
                self.interrupt_before = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for interrupt_before: {e}"
                        )
                    });
                self
            }
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
            pub fn multitask_strategy<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::MultitaskStrategy>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.multitask_strategy = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for multitask_strategy: {e}"
                        )
                    });
                self
            }
            pub fn stream_mode<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::StreamModes>>,
                T::Error: ::std::fmt::Display,
            {
                self.stream_mode = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for stream_mode: {e}")
                    });
                self
            }
            pub fn stream_resumable<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.stream_resumable = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for stream_resumable: {e}"
                        )
                    });
                self
            }
            pub fn stream_subgraphs<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.stream_subgraphs = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for stream_subgraphs: {e}"
                        )
                    });
                self
            }
            pub fn webhook<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::WebhookUrl>>,
                T::Error: ::std::fmt::Display,
            {
                self.webhook = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for webhook: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<RunCreateStateful> for super::RunCreateStateful {
            type Error = super::error::ConversionError;
            fn try_from(
                value: RunCreateStateful,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    after_seconds: value.after_seconds?,
                    assistant_id: value.assistant_id?,
                    checkpoint: value.checkpoint?,
                    checkpoint_during: value.checkpoint_during?,
                    checkpoint_id: value.checkpoint_id?,
                    command: value.command?,
                    config: value.config?,
                    context: value.context?,
                    durability: value.durability?,
                    feedback_keys: value.feedback_keys?,
                    if_not_exists: value.if_not_exists?,
                    input: value.input?,
                    interrupt_after: value.interrupt_after?,
                    interrupt_before: value.interrupt_before?,
                    metadata: value.metadata?,
                    multitask_strategy: value.multitask_strategy?,
                    stream_mode: value.stream_mode?,
                    stream_resumable: value.stream_resumable?,
                    stream_subgraphs: value.stream_subgraphs?,
                    webhook: value.webhook?,
                })
            }
        }
        impl ::std::convert::From<super::RunCreateStateful> for RunCreateStateful {
            fn from(value: super::RunCreateStateful) -> Self {
                Self {
                    after_seconds: Ok(value.after_seconds),
                    assistant_id: Ok(value.assistant_id),
                    checkpoint: Ok(value.checkpoint),
                    checkpoint_during: Ok(value.checkpoint_during),
                    checkpoint_id: Ok(value.checkpoint_id),
                    command: Ok(value.command),
                    config: Ok(value.config),
                    context: Ok(value.context),
                    durability: Ok(value.durability),
                    feedback_keys: Ok(value.feedback_keys),
                    if_not_exists: Ok(value.if_not_exists),
                    input: Ok(value.input),
                    interrupt_after: Ok(value.interrupt_after),
                    interrupt_before: Ok(value.interrupt_before),
                    metadata: Ok(value.metadata),
                    multitask_strategy: Ok(value.multitask_strategy),
                    stream_mode: Ok(value.stream_mode),
                    stream_resumable: Ok(value.stream_resumable),
                    stream_subgraphs: Ok(value.stream_subgraphs),
                    webhook: Ok(value.webhook),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct RunCreateStateless {
            after_seconds: ::std::result::Result<
                ::std::option::Option<f64>,
                ::std::string::String,
            >,
            assistant_id: ::std::result::Result<
                super::AssistantOrGraphId,
                ::std::string::String,
            >,
            checkpoint_during: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            command: ::std::result::Result<
                ::std::option::Option<super::Command>,
                ::std::string::String,
            >,
            config: ::std::result::Result<
                ::std::option::Option<super::Config>,
                ::std::string::String,
            >,
            context: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            durability: ::std::result::Result<
                ::std::option::Option<super::Durability>,
                ::std::string::String,
            >,
            feedback_keys: ::std::result::Result<
                ::std::option::Option<::std::vec::Vec<::std::string::String>>,
                ::std::string::String,
            >,
            input: ::std::result::Result<
                ::std::option::Option<super::RunInput>,
                ::std::string::String,
            >,
            interrupt_after: ::std::result::Result<
                ::std::option::Option<super::InterruptNodes>,
                ::std::string::String,
            >,
            interrupt_before: ::std::result::Result<
                ::std::option::Option<super::InterruptNodes>,
                ::std::string::String,
            >,
            metadata: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            on_completion: ::std::result::Result<
                ::std::option::Option<super::OnCompletion>,
                ::std::string::String,
            >,
            on_disconnect: ::std::result::Result<
                ::std::option::Option<super::OnDisconnect>,
                ::std::string::String,
            >,
            stream_mode: ::std::result::Result<
                ::std::option::Option<super::StreamModes>,
                ::std::string::String,
            >,
            stream_resumable: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            stream_subgraphs: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            webhook: ::std::result::Result<
                ::std::option::Option<super::WebhookUrl>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for RunCreateStateless {
            fn default() -> Self {
                Self {
                    after_seconds: Ok(Default::default()),
                    assistant_id: Err("no value supplied for assistant_id".to_string()),
                    checkpoint_during: Ok(Default::default()),
                    command: Ok(Default::default()),
                    config: Ok(Default::default()),
                    context: Ok(Default::default()),
                    durability: Ok(Default::default()),
                    feedback_keys: Ok(Default::default()),
                    input: Ok(Default::default()),
                    interrupt_after: Ok(Default::default()),
                    interrupt_before: Ok(Default::default()),
                    metadata: Ok(Default::default()),
                    on_completion: Ok(Default::default()),
                    on_disconnect: Ok(Default::default()),
                    stream_mode: Ok(Default::default()),
                    stream_resumable: Ok(Default::default()),
                    stream_subgraphs: Ok(Default::default()),
                    webhook: Ok(Default::default()),
                }
            }
        }
        impl RunCreateStateless {
            pub fn after_seconds<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<f64>>,
                T::Error: ::std::fmt::Display,
            {
                self.after_seconds = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for after_seconds: {e}")
                    });
                self
            }
            pub fn assistant_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::AssistantOrGraphId>,
                T::Error: ::std::fmt::Display,
            {
                self.assistant_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for assistant_id: {e}")
                    });
                self
            }
            pub fn checkpoint_during<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.checkpoint_during = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for checkpoint_during: {e}"
                        )
                    });
                self
            }
            pub fn command<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Command>>,
                T::Error: ::std::fmt::Display,
            {
                self.command = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for command: {e}")
                    });
                self
            }
            pub fn config<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Config>>,
                T::Error: ::std::fmt::Display,
            {
                self.config = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for config: {e}")
                    });
                self
            }
            pub fn context<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.context = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for context: {e}")
                    });
                self
            }
            pub fn durability<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Durability>>,
                T::Error: ::std::fmt::Display,
            {
                self.durability = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for durability: {e}")
                    });
                self
            }
            pub fn feedback_keys<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::vec::Vec<::std::string::String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.feedback_keys = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for feedback_keys: {e}")
                    });
                self
            }
            pub fn input<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::RunInput>>,
                T::Error: ::std::fmt::Display,
            {
                self.input = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for input: {e}")
                    });
                self
            }
            pub fn interrupt_after<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::InterruptNodes>>,
                T::Error: ::std::fmt::Display,
            {
                self.interrupt_after = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for interrupt_after: {e}"
                        )
                    });
                self
            }
            pub fn interrupt_before<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::InterruptNodes>>,
                T::Error: ::std::fmt::Display,
            {
                self.interrupt_before = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for interrupt_before: {e}"
                        )
                    });
                self
            }
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
            pub fn on_completion<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::OnCompletion>>,
                T::Error: ::std::fmt::Display,
            {
                self.on_completion = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for on_completion: {e}")
                    });
                self
            }
            pub fn on_disconnect<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::OnDisconnect>>,
                T::Error: ::std::fmt::Display,
            {
                self.on_disconnect = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for on_disconnect: {e}")
                    });
                self
            }
            pub fn stream_mode<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::StreamModes>>,
                T::Error: ::std::fmt::Display,
            {
                self.stream_mode = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for stream_mode: {e}")
                    });
                self
            }
            pub fn stream_resumable<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.stream_resumable = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for stream_resumable: {e}"
                        )
                    });
                self
            }
            pub fn stream_subgraphs<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.stream_subgraphs = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for stream_subgraphs: {e}"
                        )
                    });
                self
            }
            pub fn webhook<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::WebhookUrl>>,
                T::Error: ::std::fmt::Display,
            {
                self.webhook = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for webhook: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<RunCreateStateless> for super::RunCreateStateless {
            type Error = super::error::ConversionError;
            fn try_from(
                value: RunCreateStateless,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    after_seconds: value.after_seconds?,
                    assistant_id: value.assistant_id?,
                    checkpoint_during: value.checkpoint_during?,
                    command: value.command?,
                    config: value.config?,
                    context: value.context?,
                    durability: value.durability?,
                    feedback_keys: value.feedback_keys?,
                    input: value.input?,
                    interrupt_after: value.interrupt_after?,
                    interrupt_before: value.interrupt_before?,
                    metadata: value.metadata?,
                    on_completion: value.on_completion?,
                    on_disconnect: value.on_disconnect?,
                    stream_mode: value.stream_mode?,
                    stream_resumable: value.stream_resumable?,
                    stream_subgraphs: value.stream_subgraphs?,
                    webhook: value.webhook?,
                })
            }
        }
        impl ::std::convert::From<super::RunCreateStateless> for RunCreateStateless {
            fn from(value: super::RunCreateStateless) -> Self {
                Self {
                    after_seconds: Ok(value.after_seconds),
                    assistant_id: Ok(value.assistant_id),
                    checkpoint_during: Ok(value.checkpoint_during),
                    command: Ok(value.command),
                    config: Ok(value.config),
                    context: Ok(value.context),
                    durability: Ok(value.durability),
                    feedback_keys: Ok(value.feedback_keys),
                    input: Ok(value.input),
                    interrupt_after: Ok(value.interrupt_after),
                    interrupt_before: Ok(value.interrupt_before),
                    metadata: Ok(value.metadata),
                    on_completion: Ok(value.on_completion),
                    on_disconnect: Ok(value.on_disconnect),
                    stream_mode: Ok(value.stream_mode),
                    stream_resumable: Ok(value.stream_resumable),
                    stream_subgraphs: Ok(value.stream_subgraphs),
                    webhook: Ok(value.webhook),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct RunCreateStreamingStateful {
            after_seconds: ::std::result::Result<
                ::std::option::Option<f64>,
                ::std::string::String,
            >,
            assistant_id: ::std::result::Result<
                super::AssistantOrGraphId,
                ::std::string::String,
            >,
            checkpoint: ::std::result::Result<
                ::std::option::Option<super::CheckpointConfig>,
                ::std::string::String,
            >,
            checkpoint_during: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            checkpoint_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            command: ::std::result::Result<
                ::std::option::Option<super::Command>,
                ::std::string::String,
            >,
            config: ::std::result::Result<
                ::std::option::Option<super::Config>,
                ::std::string::String,
            >,
            context: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            durability: ::std::result::Result<
                ::std::option::Option<super::Durability>,
                ::std::string::String,
            >,
            feedback_keys: ::std::result::Result<
                ::std::option::Option<::std::vec::Vec<::std::string::String>>,
                ::std::string::String,
            >,
            if_not_exists: ::std::result::Result<
                ::std::option::Option<super::IfNotExists>,
                ::std::string::String,
            >,
            input: ::std::result::Result<
                ::std::option::Option<super::RunInput>,
                ::std::string::String,
            >,
            interrupt_after: ::std::result::Result<
                ::std::option::Option<super::InterruptNodes>,
                ::std::string::String,
            >,
            interrupt_before: ::std::result::Result<
                ::std::option::Option<super::InterruptNodes>,
                ::std::string::String,
            >,
            metadata: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            multitask_strategy: ::std::result::Result<
                ::std::option::Option<super::MultitaskStrategy>,
                ::std::string::String,
            >,
            on_disconnect: ::std::result::Result<
                ::std::option::Option<super::OnDisconnect>,
                ::std::string::String,
            >,
            stream_mode: ::std::result::Result<
                ::std::option::Option<super::StreamModes>,
                ::std::string::String,
            >,
            stream_resumable: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            stream_subgraphs: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            webhook: ::std::result::Result<
                ::std::option::Option<super::WebhookUrl>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for RunCreateStreamingStateful {
            fn default() -> Self {
                Self {
                    after_seconds: Ok(Default::default()),
                    assistant_id: Err("no value supplied for assistant_id".to_string()),
                    checkpoint: Ok(Default::default()),
                    checkpoint_during: Ok(Default::default()),
                    checkpoint_id: Ok(Default::default()),
                    command: Ok(Default::default()),
                    config: Ok(Default::default()),
                    context: Ok(Default::default()),
                    durability: Ok(Default::default()),
                    feedback_keys: Ok(Default::default()),
                    if_not_exists: Ok(Default::default()),
                    input: Ok(Default::default()),
                    interrupt_after: Ok(Default::default()),
                    interrupt_before: Ok(Default::default()),
                    metadata: Ok(Default::default()),
                    multitask_strategy: Ok(Default::default()),
                    on_disconnect: Ok(Default::default()),
                    stream_mode: Ok(Default::default()),
                    stream_resumable: Ok(Default::default()),
                    stream_subgraphs: Ok(Default::default()),
                    webhook: Ok(Default::default()),
                }
            }
        }
        impl RunCreateStreamingStateful {
            pub fn after_seconds<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<f64>>,
                T::Error: ::std::fmt::Display,
            {
                self.after_seconds = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for after_seconds: {e}")
                    });
                self
            }
            pub fn assistant_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::AssistantOrGraphId>,
                T::Error: ::std::fmt::Display,
            {
                self.assistant_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for assistant_id: {e}")
                    });
                self
            }
            pub fn checkpoint<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::CheckpointConfig>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.checkpoint = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for checkpoint: {e}")
                    });
                self
            }
            pub fn checkpoint_during<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.checkpoint_during = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for checkpoint_during: {e}"
                        )
                    });
                self
            }
            pub fn checkpoint_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.checkpoint_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for checkpoint_id: {e}")
                    });
                self
            }
            pub fn command<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Command>>,
                T::Error: ::std::fmt::Display,
            {
                self.command = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for command: {e}")
                    });
                self
            }
            pub fn config<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Config>>,
                T::Error: ::std::fmt::Display,
            {
                self.config = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for config: {e}")
                    });
                self
            }
            pub fn context<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.context = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for context: {e}")
                    });
                self
            }
            pub fn durability<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Durability>>,
                T::Error: ::std::fmt::Display,
            {
                self.durability = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for durability: {e}")
                    });
                self
            }
            pub fn feedback_keys<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::vec::Vec<::std::string::String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.feedback_keys = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for feedback_keys: {e}")
                    });
                self
            }
            pub fn if_not_exists<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::IfNotExists>>,
                T::Error: ::std::fmt::Display,
            {
                self.if_not_exists = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for if_not_exists: {e}")
                    });
                self
            }
            pub fn input<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::RunInput>>,
                T::Error: ::std::fmt::Display,
            {
                self.input = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for input: {e}")
                    });
                self
            }
            pub fn interrupt_after<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::InterruptNodes>>,
                T::Error: ::std::fmt::Display,
            {
                self.interrupt_after = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for interrupt_after: {e}"
                        )
                    });
                self
            }
            pub fn interrupt_before<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::InterruptNodes>>,
                T::Error: ::std::fmt::Display,
            {
                self.interrupt_before = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for interrupt_before: {e}"
                        )
                    });
                self
            }
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
            pub fn multitask_strategy<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::MultitaskStrategy>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.multitask_strategy = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for multitask_strategy: {e}"
                        )
                    });
                self
            }
            pub fn on_disconnect<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::OnDisconnect>>,
                T::Error: ::std::fmt::Display,
            {
                self.on_disconnect = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for on_disconnect: {e}")
                    });
                self
            }
            pub fn stream_mode<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::StreamModes>>,
                T::Error: ::std::fmt::Display,
            {
                self.stream_mode = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for stream_mode: {e}")
                    });
                self
            }
            pub fn stream_resumable<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.stream_resumable = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for stream_resumable: {e}"
                        )
                    });
                self
            }
            pub fn stream_subgraphs<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.stream_subgraphs = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for stream_subgraphs: {e}"
                        )
                    });
                self
            }
            pub fn webhook<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::WebhookUrl>>,
                T::Error: ::std::fmt::Display,
            {
                self.webhook = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for webhook: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<RunCreateStreamingStateful>
        for super::RunCreateStreamingStateful {
            type Error = super::error::ConversionError;
            fn try_from(
                value: RunCreateStreamingStateful,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    after_seconds: value.after_seconds?,
                    assistant_id: value.assistant_id?,
                    checkpoint: value.checkpoint?,
                    checkpoint_during: value.checkpoint_during?,
                    checkpoint_id: value.checkpoint_id?,
                    command: value.command?,
                    config: value.config?,
                    context: value.context?,
                    durability: value.durability?,
                    feedback_keys: value.feedback_keys?,
                    if_not_exists: value.if_not_exists?,
                    input: value.input?,
                    interrupt_after: value.interrupt_after?,
                    interrupt_before: value.interrupt_before?,
                    metadata: value.metadata?,
                    multitask_strategy: value.multitask_strategy?,
                    on_disconnect: value.on_disconnect?,
                    stream_mode: value.stream_mode?,
                    stream_resumable: value.stream_resumable?,
                    stream_subgraphs: value.stream_subgraphs?,
                    webhook: value.webhook?,
                })
            }
        }
        impl ::std::convert::From<super::RunCreateStreamingStateful>
        for RunCreateStreamingStateful {
            fn from(value: super::RunCreateStreamingStateful) -> Self {
                Self {
                    after_seconds: Ok(value.after_seconds),
                    assistant_id: Ok(value.assistant_id),
                    checkpoint: Ok(value.checkpoint),
                    checkpoint_during: Ok(value.checkpoint_during),
                    checkpoint_id: Ok(value.checkpoint_id),
                    command: Ok(value.command),
                    config: Ok(value.config),
                    context: Ok(value.context),
                    durability: Ok(value.durability),
                    feedback_keys: Ok(value.feedback_keys),
                    if_not_exists: Ok(value.if_not_exists),
                    input: Ok(value.input),
                    interrupt_after: Ok(value.interrupt_after),
                    interrupt_before: Ok(value.interrupt_before),
                    metadata: Ok(value.metadata),
                    multitask_strategy: Ok(value.multitask_strategy),
                    on_disconnect: Ok(value.on_disconnect),
                    stream_mode: Ok(value.stream_mode),
                    stream_resumable: Ok(value.stream_resumable),
                    stream_subgraphs: Ok(value.stream_subgraphs),
                    webhook: Ok(value.webhook),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct RunCreateStreamingStateless {
            after_seconds: ::std::result::Result<
                ::std::option::Option<f64>,
                ::std::string::String,
            >,
            assistant_id: ::std::result::Result<
                super::AssistantOrGraphId,
                ::std::string::String,
            >,
            checkpoint_during: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            command: ::std::result::Result<
                ::std::option::Option<super::Command>,
                ::std::string::String,
            >,
            config: ::std::result::Result<
                ::std::option::Option<super::Config>,
                ::std::string::String,
            >,
            context: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            durability: ::std::result::Result<
                ::std::option::Option<super::Durability>,
                ::std::string::String,
            >,
            feedback_keys: ::std::result::Result<
                ::std::option::Option<::std::vec::Vec<::std::string::String>>,
                ::std::string::String,
            >,
            input: ::std::result::Result<
                ::std::option::Option<super::RunInput>,
                ::std::string::String,
            >,
            interrupt_after: ::std::result::Result<
                ::std::option::Option<super::InterruptNodes>,
                ::std::string::String,
            >,
            interrupt_before: ::std::result::Result<
                ::std::option::Option<super::InterruptNodes>,
                ::std::string::String,
            >,
            metadata: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            on_completion: ::std::result::Result<
                ::std::option::Option<super::OnCompletion>,
                ::std::string::String,
            >,
            on_disconnect: ::std::result::Result<
                ::std::option::Option<super::OnDisconnect>,
                ::std::string::String,
            >,
            stream_mode: ::std::result::Result<
                ::std::option::Option<super::StreamModes>,
                ::std::string::String,
            >,
            stream_resumable: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            stream_subgraphs: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            webhook: ::std::result::Result<
                ::std::option::Option<super::WebhookUrl>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for RunCreateStreamingStateless {
            fn default() -> Self {
                Self {
                    after_seconds: Ok(Default::default()),
                    assistant_id: Err("no value supplied for assistant_id".to_string()),
                    checkpoint_during: Ok(Default::default()),
                    command: Ok(Default::default()),
                    config: Ok(Default::default()),
                    context: Ok(Default::default()),
                    durability: Ok(Default::default()),
                    feedback_keys: Ok(Default::default()),
                    input: Ok(Default::default()),
                    interrupt_after: Ok(Default::default()),
                    interrupt_before: Ok(Default::default()),
                    metadata: Ok(Default::default()),
                    on_completion: Ok(Default::default()),
                    on_disconnect: Ok(Default::default()),
                    stream_mode: Ok(Default::default()),
                    stream_resumable: Ok(Default::default()),
                    stream_subgraphs: Ok(Default::default()),
                    webhook: Ok(Default::default()),
                }
            }
        }
        impl RunCreateStreamingStateless {
            pub fn after_seconds<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<f64>>,
                T::Error: ::std::fmt::Display,
            {
                self.after_seconds = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for after_seconds: {e}")
                    });
                self
            }
            pub fn assistant_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::AssistantOrGraphId>,
                T::Error: ::std::fmt::Display,
            {
                self.assistant_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for assistant_id: {e}")
                    });
                self
            }
            pub fn checkpoint_during<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.checkpoint_during = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for checkpoint_during: {e}"
                        )
                    });
                self
            }
            pub fn command<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Command>>,
                T::Error: ::std::fmt::Display,
            {
                self.command = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for command: {e}")
                    });
                self
            }
            pub fn config<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Config>>,
                T::Error: ::std::fmt::Display,
            {
                self.config = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for config: {e}")
                    });
                self
            }
            pub fn context<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.context = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for context: {e}")
                    });
                self
            }
            pub fn durability<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Durability>>,
                T::Error: ::std::fmt::Display,
            {
                self.durability = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for durability: {e}")
                    });
                self
            }
            pub fn feedback_keys<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::vec::Vec<::std::string::String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.feedback_keys = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for feedback_keys: {e}")
                    });
                self
            }
            pub fn input<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::RunInput>>,
                T::Error: ::std::fmt::Display,
            {
                self.input = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for input: {e}")
                    });
                self
            }
            pub fn interrupt_after<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::InterruptNodes>>,
                T::Error: ::std::fmt::Display,
            {
                self.interrupt_after = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for interrupt_after: {e}"
                        )
                    });
                self
            }
            pub fn interrupt_before<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::InterruptNodes>>,
                T::Error: ::std::fmt::Display,
            {
                self.interrupt_before = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for interrupt_before: {e}"
                        )
                    });
                self
            }
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
            pub fn on_completion<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::OnCompletion>>,
                T::Error: ::std::fmt::Display,
            {
                self.on_completion = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for on_completion: {e}")
                    });
                self
            }
            pub fn on_disconnect<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::OnDisconnect>>,
                T::Error: ::std::fmt::Display,
            {
                self.on_disconnect = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for on_disconnect: {e}")
                    });
                self
            }
            pub fn stream_mode<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::StreamModes>>,
                T::Error: ::std::fmt::Display,
            {
                self.stream_mode = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for stream_mode: {e}")
                    });
                self
            }
            pub fn stream_resumable<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.stream_resumable = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for stream_resumable: {e}"
                        )
                    });
                self
            }
            pub fn stream_subgraphs<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.stream_subgraphs = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for stream_subgraphs: {e}"
                        )
                    });
                self
            }
            pub fn webhook<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::WebhookUrl>>,
                T::Error: ::std::fmt::Display,
            {
                self.webhook = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for webhook: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<RunCreateStreamingStateless>
        for super::RunCreateStreamingStateless {
            type Error = super::error::ConversionError;
            fn try_from(
                value: RunCreateStreamingStateless,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    after_seconds: value.after_seconds?,
                    assistant_id: value.assistant_id?,
                    checkpoint_during: value.checkpoint_during?,
                    command: value.command?,
                    config: value.config?,
                    context: value.context?,
                    durability: value.durability?,
                    feedback_keys: value.feedback_keys?,
                    input: value.input?,
                    interrupt_after: value.interrupt_after?,
                    interrupt_before: value.interrupt_before?,
                    metadata: value.metadata?,
                    on_completion: value.on_completion?,
                    on_disconnect: value.on_disconnect?,
                    stream_mode: value.stream_mode?,
                    stream_resumable: value.stream_resumable?,
                    stream_subgraphs: value.stream_subgraphs?,
                    webhook: value.webhook?,
                })
            }
        }
        impl ::std::convert::From<super::RunCreateStreamingStateless>
        for RunCreateStreamingStateless {
            fn from(value: super::RunCreateStreamingStateless) -> Self {
                Self {
                    after_seconds: Ok(value.after_seconds),
                    assistant_id: Ok(value.assistant_id),
                    checkpoint_during: Ok(value.checkpoint_during),
                    command: Ok(value.command),
                    config: Ok(value.config),
                    context: Ok(value.context),
                    durability: Ok(value.durability),
                    feedback_keys: Ok(value.feedback_keys),
                    input: Ok(value.input),
                    interrupt_after: Ok(value.interrupt_after),
                    interrupt_before: Ok(value.interrupt_before),
                    metadata: Ok(value.metadata),
                    on_completion: Ok(value.on_completion),
                    on_disconnect: Ok(value.on_disconnect),
                    stream_mode: Ok(value.stream_mode),
                    stream_resumable: Ok(value.stream_resumable),
                    stream_subgraphs: Ok(value.stream_subgraphs),
                    webhook: Ok(value.webhook),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct RunError {
            error: ::std::result::Result<::std::string::String, ::std::string::String>,
            message: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for RunError {
            fn default() -> Self {
                Self {
                    error: Err("no value supplied for error".to_string()),
                    message: Err("no value supplied for message".to_string()),
                }
            }
        }
        impl RunError {
            pub fn error<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.error = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for error: {e}")
                    });
                self
            }
            pub fn message<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.message = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for message: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<RunError> for super::RunError {
            type Error = super::error::ConversionError;
            fn try_from(
                value: RunError,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    error: value.error?,
                    message: value.message?,
                })
            }
        }
        impl ::std::convert::From<super::RunError> for RunError {
            fn from(value: super::RunError) -> Self {
                Self {
                    error: Ok(value.error),
                    message: Ok(value.message),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct RunsCancel {
            run_ids: ::std::result::Result<
                ::std::option::Option<::std::vec::Vec<::uuid::Uuid>>,
                ::std::string::String,
            >,
            status: ::std::result::Result<
                ::std::option::Option<super::RunsCancelStatus>,
                ::std::string::String,
            >,
            thread_id: ::std::result::Result<
                ::std::option::Option<::uuid::Uuid>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for RunsCancel {
            fn default() -> Self {
                Self {
                    run_ids: Ok(Default::default()),
                    status: Ok(Default::default()),
                    thread_id: Ok(Default::default()),
                }
            }
        }
        impl RunsCancel {
            pub fn run_ids<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::vec::Vec<::uuid::Uuid>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.run_ids = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for run_ids: {e}")
                    });
                self
            }
            pub fn status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::RunsCancelStatus>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }
            pub fn thread_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::uuid::Uuid>>,
                T::Error: ::std::fmt::Display,
            {
                self.thread_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for thread_id: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<RunsCancel> for super::RunsCancel {
            type Error = super::error::ConversionError;
            fn try_from(
                value: RunsCancel,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    run_ids: value.run_ids?,
                    status: value.status?,
                    thread_id: value.thread_id?,
                })
            }
        }
        impl ::std::convert::From<super::RunsCancel> for RunsCancel {
            fn from(value: super::RunsCancel) -> Self {
                Self {
                    run_ids: Ok(value.run_ids),
                    status: Ok(value.status),
                    thread_id: Ok(value.thread_id),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct SearchItem {
            created_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            key: ::std::result::Result<::std::string::String, ::std::string::String>,
            namespace: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            score: ::std::result::Result<
                ::std::option::Option<f64>,
                ::std::string::String,
            >,
            updated_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            value: ::std::result::Result<::serde_json::Value, ::std::string::String>,
        }
        impl ::std::default::Default for SearchItem {
            fn default() -> Self {
                Self {
                    created_at: Err("no value supplied for created_at".to_string()),
                    key: Err("no value supplied for key".to_string()),
                    namespace: Err("no value supplied for namespace".to_string()),
                    score: Err("no value supplied for score".to_string()),
                    updated_at: Err("no value supplied for updated_at".to_string()),
                    value: Err("no value supplied for value".to_string()),
                }
            }
        }
        impl SearchItem {
            pub fn created_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.created_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created_at: {e}")
                    });
                self
            }
            pub fn key<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.key = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for key: {e}")
                    });
                self
            }
            pub fn namespace<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.namespace = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for namespace: {e}")
                    });
                self
            }
            pub fn score<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<f64>>,
                T::Error: ::std::fmt::Display,
            {
                self.score = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for score: {e}")
                    });
                self
            }
            pub fn updated_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.updated_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for updated_at: {e}")
                    });
                self
            }
            pub fn value<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::serde_json::Value>,
                T::Error: ::std::fmt::Display,
            {
                self.value = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for value: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<SearchItem> for super::SearchItem {
            type Error = super::error::ConversionError;
            fn try_from(
                value: SearchItem,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    created_at: value.created_at?,
                    key: value.key?,
                    namespace: value.namespace?,
                    score: value.score?,
                    updated_at: value.updated_at?,
                    value: value.value?,
                })
            }
        }
        impl ::std::convert::From<super::SearchItem> for SearchItem {
            fn from(value: super::SearchItem) -> Self {
                Self {
                    created_at: Ok(value.created_at),
                    key: Ok(value.key),
                    namespace: Ok(value.namespace),
                    score: Ok(value.score),
                    updated_at: Ok(value.updated_at),
                    value: Ok(value.value),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct SearchItemsResponse {
            items: ::std::result::Result<
                ::std::vec::Vec<super::SearchItem>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for SearchItemsResponse {
            fn default() -> Self {
                Self {
                    items: Err("no value supplied for items".to_string()),
                }
            }
        }
        impl SearchItemsResponse {
            pub fn items<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::SearchItem>>,
                T::Error: ::std::fmt::Display,
            {
                self.items = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for items: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<SearchItemsResponse>
        for super::SearchItemsResponse {
            type Error = super::error::ConversionError;
            fn try_from(
                value: SearchItemsResponse,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { items: value.items? })
            }
        }
        impl ::std::convert::From<super::SearchItemsResponse> for SearchItemsResponse {
            fn from(value: super::SearchItemsResponse) -> Self {
                Self { items: Ok(value.items) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct SendTask {
            input: ::std::result::Result<::serde_json::Value, ::std::string::String>,
            node: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for SendTask {
            fn default() -> Self {
                Self {
                    input: Err("no value supplied for input".to_string()),
                    node: Err("no value supplied for node".to_string()),
                }
            }
        }
        impl SendTask {
            pub fn input<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::serde_json::Value>,
                T::Error: ::std::fmt::Display,
            {
                self.input = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for input: {e}")
                    });
                self
            }
            pub fn node<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.node = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for node: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<SendTask> for super::SendTask {
            type Error = super::error::ConversionError;
            fn try_from(
                value: SendTask,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    input: value.input?,
                    node: value.node?,
                })
            }
        }
        impl ::std::convert::From<super::SendTask> for SendTask {
            fn from(value: super::SendTask) -> Self {
                Self {
                    input: Ok(value.input),
                    node: Ok(value.node),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ServerInfo {
            flags: ::std::result::Result<
                ::std::collections::HashMap<::std::string::String, bool>,
                ::std::string::String,
            >,
            host: ::std::result::Result<
                ::std::option::Option<super::HostInfo>,
                ::std::string::String,
            >,
            langgraph_py_version: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            metadata: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                ::std::string::String,
            >,
            version: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for ServerInfo {
            fn default() -> Self {
                Self {
                    flags: Err("no value supplied for flags".to_string()),
                    host: Ok(Default::default()),
                    langgraph_py_version: Err(
                        "no value supplied for langgraph_py_version".to_string(),
                    ),
                    metadata: Err("no value supplied for metadata".to_string()),
                    version: Err("no value supplied for version".to_string()),
                }
            }
        }
        impl ServerInfo {
            pub fn flags<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::collections::HashMap<::std::string::String, bool>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.flags = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for flags: {e}")
                    });
                self
            }
            pub fn host<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::HostInfo>>,
                T::Error: ::std::fmt::Display,
            {
                self.host = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for host: {e}")
                    });
                self
            }
            pub fn langgraph_py_version<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.langgraph_py_version = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for langgraph_py_version: {e}"
                        )
                    });
                self
            }
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
            pub fn version<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.version = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for version: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ServerInfo> for super::ServerInfo {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ServerInfo,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    flags: value.flags?,
                    host: value.host?,
                    langgraph_py_version: value.langgraph_py_version?,
                    metadata: value.metadata?,
                    version: value.version?,
                })
            }
        }
        impl ::std::convert::From<super::ServerInfo> for ServerInfo {
            fn from(value: super::ServerInfo) -> Self {
                Self {
                    flags: Ok(value.flags),
                    host: Ok(value.host),
                    langgraph_py_version: Ok(value.langgraph_py_version),
                    metadata: Ok(value.metadata),
                    version: Ok(value.version),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct StoreDeleteRequest {
            key: ::std::result::Result<::std::string::String, ::std::string::String>,
            namespace: ::std::result::Result<
                ::std::option::Option<::std::vec::Vec<::std::string::String>>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for StoreDeleteRequest {
            fn default() -> Self {
                Self {
                    key: Err("no value supplied for key".to_string()),
                    namespace: Ok(Default::default()),
                }
            }
        }
        impl StoreDeleteRequest {
            pub fn key<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.key = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for key: {e}")
                    });
                self
            }
            pub fn namespace<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::vec::Vec<::std::string::String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.namespace = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for namespace: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<StoreDeleteRequest> for super::StoreDeleteRequest {
            type Error = super::error::ConversionError;
            fn try_from(
                value: StoreDeleteRequest,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    key: value.key?,
                    namespace: value.namespace?,
                })
            }
        }
        impl ::std::convert::From<super::StoreDeleteRequest> for StoreDeleteRequest {
            fn from(value: super::StoreDeleteRequest) -> Self {
                Self {
                    key: Ok(value.key),
                    namespace: Ok(value.namespace),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct StoreListNamespacesRequest {
            limit: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            max_depth: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            offset: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            prefix: ::std::result::Result<
                ::std::option::Option<::std::vec::Vec<::std::string::String>>,
                ::std::string::String,
            >,
            suffix: ::std::result::Result<
                ::std::option::Option<::std::vec::Vec<::std::string::String>>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for StoreListNamespacesRequest {
            fn default() -> Self {
                Self {
                    limit: Ok(Default::default()),
                    max_depth: Ok(Default::default()),
                    offset: Ok(Default::default()),
                    prefix: Ok(Default::default()),
                    suffix: Ok(Default::default()),
                }
            }
        }
        impl StoreListNamespacesRequest {
            pub fn limit<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.limit = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for limit: {e}")
                    });
                self
            }
            pub fn max_depth<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.max_depth = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for max_depth: {e}")
                    });
                self
            }
            pub fn offset<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.offset = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for offset: {e}")
                    });
                self
            }
            pub fn prefix<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::vec::Vec<::std::string::String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.prefix = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for prefix: {e}")
                    });
                self
            }
            pub fn suffix<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::vec::Vec<::std::string::String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.suffix = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for suffix: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<StoreListNamespacesRequest>
        for super::StoreListNamespacesRequest {
            type Error = super::error::ConversionError;
            fn try_from(
                value: StoreListNamespacesRequest,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    limit: value.limit?,
                    max_depth: value.max_depth?,
                    offset: value.offset?,
                    prefix: value.prefix?,
                    suffix: value.suffix?,
                })
            }
        }
        impl ::std::convert::From<super::StoreListNamespacesRequest>
        for StoreListNamespacesRequest {
            fn from(value: super::StoreListNamespacesRequest) -> Self {
                Self {
                    limit: Ok(value.limit),
                    max_depth: Ok(value.max_depth),
                    offset: Ok(value.offset),
                    prefix: Ok(value.prefix),
                    suffix: Ok(value.suffix),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct StorePutRequest {
            index: ::std::result::Result<
                ::std::option::Option<super::StorePutRequestIndex>,
                ::std::string::String,
            >,
            key: ::std::result::Result<::std::string::String, ::std::string::String>,
            namespace: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            ttl: ::std::result::Result<
                ::std::option::Option<f64>,
                ::std::string::String,
            >,
            value: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for StorePutRequest {
            fn default() -> Self {
                Self {
                    index: Ok(Default::default()),
                    key: Err("no value supplied for key".to_string()),
                    namespace: Err("no value supplied for namespace".to_string()),
                    ttl: Ok(Default::default()),
                    value: Err("no value supplied for value".to_string()),
                }
            }
        }
        impl StorePutRequest {
            pub fn index<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::StorePutRequestIndex>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.index = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for index: {e}")
                    });
                self
            }
            pub fn key<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.key = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for key: {e}")
                    });
                self
            }
            pub fn namespace<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.namespace = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for namespace: {e}")
                    });
                self
            }
            pub fn ttl<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<f64>>,
                T::Error: ::std::fmt::Display,
            {
                self.ttl = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for ttl: {e}")
                    });
                self
            }
            pub fn value<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.value = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for value: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<StorePutRequest> for super::StorePutRequest {
            type Error = super::error::ConversionError;
            fn try_from(
                value: StorePutRequest,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    index: value.index?,
                    key: value.key?,
                    namespace: value.namespace?,
                    ttl: value.ttl?,
                    value: value.value?,
                })
            }
        }
        impl ::std::convert::From<super::StorePutRequest> for StorePutRequest {
            fn from(value: super::StorePutRequest) -> Self {
                Self {
                    index: Ok(value.index),
                    key: Ok(value.key),
                    namespace: Ok(value.namespace),
                    ttl: Ok(value.ttl),
                    value: Ok(value.value),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct StoreSearchRequest {
            filter: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            limit: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            namespace_prefix: ::std::result::Result<
                ::std::option::Option<::std::vec::Vec<::std::string::String>>,
                ::std::string::String,
            >,
            offset: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            query: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            refresh_ttl: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for StoreSearchRequest {
            fn default() -> Self {
                Self {
                    filter: Ok(Default::default()),
                    limit: Ok(Default::default()),
                    namespace_prefix: Ok(Default::default()),
                    offset: Ok(Default::default()),
                    query: Ok(Default::default()),
                    refresh_ttl: Ok(Default::default()),
                }
            }
        }
        impl StoreSearchRequest {
            pub fn filter<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.filter = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for filter: {e}")
                    });
                self
            }
            pub fn limit<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.limit = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for limit: {e}")
                    });
                self
            }
            pub fn namespace_prefix<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::vec::Vec<::std::string::String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.namespace_prefix = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for namespace_prefix: {e}"
                        )
                    });
                self
            }
            pub fn offset<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.offset = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for offset: {e}")
                    });
                self
            }
            pub fn query<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.query = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for query: {e}")
                    });
                self
            }
            pub fn refresh_ttl<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.refresh_ttl = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for refresh_ttl: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<StoreSearchRequest> for super::StoreSearchRequest {
            type Error = super::error::ConversionError;
            fn try_from(
                value: StoreSearchRequest,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    filter: value.filter?,
                    limit: value.limit?,
                    namespace_prefix: value.namespace_prefix?,
                    offset: value.offset?,
                    query: value.query?,
                    refresh_ttl: value.refresh_ttl?,
                })
            }
        }
        impl ::std::convert::From<super::StoreSearchRequest> for StoreSearchRequest {
            fn from(value: super::StoreSearchRequest) -> Self {
                Self {
                    filter: Ok(value.filter),
                    limit: Ok(value.limit),
                    namespace_prefix: Ok(value.namespace_prefix),
                    offset: Ok(value.offset),
                    query: Ok(value.query),
                    refresh_ttl: Ok(value.refresh_ttl),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct StoredBytes {
            bytes: ::std::result::Result<i64, ::std::string::String>,
            count: ::std::result::Result<i64, ::std::string::String>,
        }
        impl ::std::default::Default for StoredBytes {
            fn default() -> Self {
                Self {
                    bytes: Err("no value supplied for bytes".to_string()),
                    count: Err("no value supplied for count".to_string()),
                }
            }
        }
        impl StoredBytes {
            pub fn bytes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.bytes = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for bytes: {e}")
                    });
                self
            }
            pub fn count<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.count = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for count: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<StoredBytes> for super::StoredBytes {
            type Error = super::error::ConversionError;
            fn try_from(
                value: StoredBytes,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    bytes: value.bytes?,
                    count: value.count?,
                })
            }
        }
        impl ::std::convert::From<super::StoredBytes> for StoredBytes {
            fn from(value: super::StoredBytes) -> Self {
                Self {
                    bytes: Ok(value.bytes),
                    count: Ok(value.count),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct StoredChannels {
            by_channel: ::std::result::Result<
                ::std::collections::HashMap<::std::string::String, super::ChannelBytes>,
                ::std::string::String,
            >,
            bytes: ::std::result::Result<i64, ::std::string::String>,
            count: ::std::result::Result<i64, ::std::string::String>,
        }
        impl ::std::default::Default for StoredChannels {
            fn default() -> Self {
                Self {
                    by_channel: Err("no value supplied for by_channel".to_string()),
                    bytes: Err("no value supplied for bytes".to_string()),
                    count: Err("no value supplied for count".to_string()),
                }
            }
        }
        impl StoredChannels {
            pub fn by_channel<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::collections::HashMap<
                        ::std::string::String,
                        super::ChannelBytes,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.by_channel = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for by_channel: {e}")
                    });
                self
            }
            pub fn bytes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.bytes = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for bytes: {e}")
                    });
                self
            }
            pub fn count<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.count = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for count: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<StoredChannels> for super::StoredChannels {
            type Error = super::error::ConversionError;
            fn try_from(
                value: StoredChannels,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    by_channel: value.by_channel?,
                    bytes: value.bytes?,
                    count: value.count?,
                })
            }
        }
        impl ::std::convert::From<super::StoredChannels> for StoredChannels {
            fn from(value: super::StoredChannels) -> Self {
                Self {
                    by_channel: Ok(value.by_channel),
                    bytes: Ok(value.bytes),
                    count: Ok(value.count),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Thread {
            config: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            created_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            error: ::std::result::Result<
                ::std::option::Option<super::RunError>,
                ::std::string::String,
            >,
            extracted: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            interrupts: ::std::result::Result<
                ::std::option::Option<
                    ::std::collections::HashMap<
                        ::std::string::String,
                        ::std::vec::Vec<super::Interrupt>,
                    >,
                >,
                ::std::string::String,
            >,
            metadata: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                ::std::string::String,
            >,
            state_updated_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            status: ::std::result::Result<super::ThreadStatus, ::std::string::String>,
            thread_id: ::std::result::Result<::uuid::Uuid, ::std::string::String>,
            ttl: ::std::result::Result<
                ::std::option::Option<super::ThreadTtlInfo>,
                ::std::string::String,
            >,
            updated_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            values: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Thread {
            fn default() -> Self {
                Self {
                    config: Ok(Default::default()),
                    created_at: Err("no value supplied for created_at".to_string()),
                    error: Ok(Default::default()),
                    extracted: Ok(Default::default()),
                    interrupts: Ok(Default::default()),
                    metadata: Err("no value supplied for metadata".to_string()),
                    state_updated_at: Ok(Default::default()),
                    status: Err("no value supplied for status".to_string()),
                    thread_id: Err("no value supplied for thread_id".to_string()),
                    ttl: Ok(Default::default()),
                    updated_at: Err("no value supplied for updated_at".to_string()),
                    values: Ok(Default::default()),
                }
            }
        }
        impl Thread {
            pub fn config<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.config = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for config: {e}")
                    });
                self
            }
            pub fn created_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.created_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created_at: {e}")
                    });
                self
            }
            pub fn error<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::RunError>>,
                T::Error: ::std::fmt::Display,
            {
                self.error = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for error: {e}")
                    });
                self
            }
            pub fn extracted<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.extracted = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for extracted: {e}")
                    });
                self
            }
            pub fn interrupts<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::std::collections::HashMap<
                            ::std::string::String,
                            ::std::vec::Vec<super::Interrupt>,
                        >,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.interrupts = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for interrupts: {e}")
                    });
                self
            }
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
            pub fn state_updated_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.state_updated_at = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for state_updated_at: {e}"
                        )
                    });
                self
            }
            pub fn status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::ThreadStatus>,
                T::Error: ::std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }
            pub fn thread_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::uuid::Uuid>,
                T::Error: ::std::fmt::Display,
            {
                self.thread_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for thread_id: {e}")
                    });
                self
            }
            pub fn ttl<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::ThreadTtlInfo>>,
                T::Error: ::std::fmt::Display,
            {
                self.ttl = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for ttl: {e}")
                    });
                self
            }
            pub fn updated_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.updated_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for updated_at: {e}")
                    });
                self
            }
            pub fn values<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.values = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for values: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Thread> for super::Thread {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Thread,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    config: value.config?,
                    created_at: value.created_at?,
                    error: value.error?,
                    extracted: value.extracted?,
                    interrupts: value.interrupts?,
                    metadata: value.metadata?,
                    state_updated_at: value.state_updated_at?,
                    status: value.status?,
                    thread_id: value.thread_id?,
                    ttl: value.ttl?,
                    updated_at: value.updated_at?,
                    values: value.values?,
                })
            }
        }
        impl ::std::convert::From<super::Thread> for Thread {
            fn from(value: super::Thread) -> Self {
                Self {
                    config: Ok(value.config),
                    created_at: Ok(value.created_at),
                    error: Ok(value.error),
                    extracted: Ok(value.extracted),
                    interrupts: Ok(value.interrupts),
                    metadata: Ok(value.metadata),
                    state_updated_at: Ok(value.state_updated_at),
                    status: Ok(value.status),
                    thread_id: Ok(value.thread_id),
                    ttl: Ok(value.ttl),
                    updated_at: Ok(value.updated_at),
                    values: Ok(value.values),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ThreadCountRequest {
            metadata: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            status: ::std::result::Result<
                ::std::option::Option<super::ThreadStatus>,
                ::std::string::String,
            >,
            values: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ThreadCountRequest {
            fn default() -> Self {
                Self {
                    metadata: Ok(Default::default()),
                    status: Ok(Default::default()),
                    values: Ok(Default::default()),
                }
            }
        }
        impl ThreadCountRequest {
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
            pub fn status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::ThreadStatus>>,
                T::Error: ::std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }
            pub fn values<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.values = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for values: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ThreadCountRequest> for super::ThreadCountRequest {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ThreadCountRequest,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    metadata: value.metadata?,
                    status: value.status?,
                    values: value.values?,
                })
            }
        }
        impl ::std::convert::From<super::ThreadCountRequest> for ThreadCountRequest {
            fn from(value: super::ThreadCountRequest) -> Self {
                Self {
                    metadata: Ok(value.metadata),
                    status: Ok(value.status),
                    values: Ok(value.values),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ThreadCreate {
            if_exists: ::std::result::Result<
                ::std::option::Option<super::IfExists>,
                ::std::string::String,
            >,
            metadata: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            supersteps: ::std::result::Result<
                ::std::option::Option<::std::vec::Vec<super::ThreadSuperstep>>,
                ::std::string::String,
            >,
            thread_id: ::std::result::Result<
                ::std::option::Option<::uuid::Uuid>,
                ::std::string::String,
            >,
            ttl: ::std::result::Result<
                ::std::option::Option<super::ThreadTtl>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ThreadCreate {
            fn default() -> Self {
                Self {
                    if_exists: Ok(Default::default()),
                    metadata: Ok(Default::default()),
                    supersteps: Ok(Default::default()),
                    thread_id: Ok(Default::default()),
                    ttl: Ok(Default::default()),
                }
            }
        }
        impl ThreadCreate {
            pub fn if_exists<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::IfExists>>,
                T::Error: ::std::fmt::Display,
            {
                self.if_exists = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for if_exists: {e}")
                    });
                self
            }
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
            pub fn supersteps<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::vec::Vec<super::ThreadSuperstep>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.supersteps = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for supersteps: {e}")
                    });
                self
            }
            pub fn thread_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::uuid::Uuid>>,
                T::Error: ::std::fmt::Display,
            {
                self.thread_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for thread_id: {e}")
                    });
                self
            }
            pub fn ttl<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::ThreadTtl>>,
                T::Error: ::std::fmt::Display,
            {
                self.ttl = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for ttl: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ThreadCreate> for super::ThreadCreate {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ThreadCreate,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    if_exists: value.if_exists?,
                    metadata: value.metadata?,
                    supersteps: value.supersteps?,
                    thread_id: value.thread_id?,
                    ttl: value.ttl?,
                })
            }
        }
        impl ::std::convert::From<super::ThreadCreate> for ThreadCreate {
            fn from(value: super::ThreadCreate) -> Self {
                Self {
                    if_exists: Ok(value.if_exists),
                    metadata: Ok(value.metadata),
                    supersteps: Ok(value.supersteps),
                    thread_id: Ok(value.thread_id),
                    ttl: Ok(value.ttl),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ThreadCronCreate {
            assistant_id: ::std::result::Result<
                super::AssistantOrGraphId,
                ::std::string::String,
            >,
            checkpoint_during: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            config: ::std::result::Result<
                ::std::option::Option<super::Config>,
                ::std::string::String,
            >,
            context: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            durability: ::std::result::Result<
                ::std::option::Option<super::Durability>,
                ::std::string::String,
            >,
            enabled: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            end_time: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            input: ::std::result::Result<
                ::std::option::Option<super::CronInput>,
                ::std::string::String,
            >,
            interrupt_after: ::std::result::Result<
                ::std::option::Option<super::InterruptNodes>,
                ::std::string::String,
            >,
            interrupt_before: ::std::result::Result<
                ::std::option::Option<super::InterruptNodes>,
                ::std::string::String,
            >,
            metadata: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            multitask_strategy: ::std::result::Result<
                ::std::option::Option<super::MultitaskStrategy>,
                ::std::string::String,
            >,
            schedule: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            stream_mode: ::std::result::Result<
                ::std::option::Option<super::StreamModes>,
                ::std::string::String,
            >,
            stream_resumable: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            stream_subgraphs: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            timezone: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            webhook: ::std::result::Result<
                ::std::option::Option<super::WebhookUrl>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ThreadCronCreate {
            fn default() -> Self {
                Self {
                    assistant_id: Err("no value supplied for assistant_id".to_string()),
                    checkpoint_during: Ok(Default::default()),
                    config: Ok(Default::default()),
                    context: Ok(Default::default()),
                    durability: Ok(Default::default()),
                    enabled: Ok(Default::default()),
                    end_time: Ok(Default::default()),
                    input: Ok(Default::default()),
                    interrupt_after: Ok(Default::default()),
                    interrupt_before: Ok(Default::default()),
                    metadata: Ok(Default::default()),
                    multitask_strategy: Ok(Default::default()),
                    schedule: Err("no value supplied for schedule".to_string()),
                    stream_mode: Ok(Default::default()),
                    stream_resumable: Ok(Default::default()),
                    stream_subgraphs: Ok(Default::default()),
                    timezone: Ok(Default::default()),
                    webhook: Ok(Default::default()),
                }
            }
        }
        impl ThreadCronCreate {
            pub fn assistant_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::AssistantOrGraphId>,
                T::Error: ::std::fmt::Display,
            {
                self.assistant_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for assistant_id: {e}")
                    });
                self
            }
            pub fn checkpoint_during<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.checkpoint_during = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for checkpoint_during: {e}"
                        )
                    });
                self
            }
            pub fn config<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Config>>,
                T::Error: ::std::fmt::Display,
            {
                self.config = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for config: {e}")
                    });
                self
            }
            pub fn context<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.context = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for context: {e}")
                    });
                self
            }
            pub fn durability<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Durability>>,
                T::Error: ::std::fmt::Display,
            {
                self.durability = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for durability: {e}")
                    });
                self
            }
            pub fn enabled<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.enabled = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for enabled: {e}")
                    });
                self
            }
            pub fn end_time<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.end_time = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for end_time: {e}")
                    });
                self
            }
            pub fn input<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::CronInput>>,
                T::Error: ::std::fmt::Display,
            {
                self.input = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for input: {e}")
                    });
                self
            }
            pub fn interrupt_after<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::InterruptNodes>>,
                T::Error: ::std::fmt::Display,
            {
                self.interrupt_after = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for interrupt_after: {e}"
                        )
                    });
                self
            }
            pub fn interrupt_before<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::InterruptNodes>>,
                T::Error: ::std::fmt::Display,
            {
                self.interrupt_before = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for interrupt_before: {e}"
                        )
                    });
                self
            }
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
            pub fn multitask_strategy<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::MultitaskStrategy>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.multitask_strategy = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for multitask_strategy: {e}"
                        )
                    });
                self
            }
            pub fn schedule<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.schedule = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for schedule: {e}")
                    });
                self
            }
            pub fn stream_mode<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::StreamModes>>,
                T::Error: ::std::fmt::Display,
            {
                self.stream_mode = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for stream_mode: {e}")
                    });
                self
            }
            pub fn stream_resumable<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.stream_resumable = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for stream_resumable: {e}"
                        )
                    });
                self
            }
            pub fn stream_subgraphs<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.stream_subgraphs = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for stream_subgraphs: {e}"
                        )
                    });
                self
            }
            pub fn timezone<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.timezone = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for timezone: {e}")
                    });
                self
            }
            pub fn webhook<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::WebhookUrl>>,
                T::Error: ::std::fmt::Display,
            {
                self.webhook = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for webhook: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ThreadCronCreate> for super::ThreadCronCreate {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ThreadCronCreate,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    assistant_id: value.assistant_id?,
                    checkpoint_during: value.checkpoint_during?,
                    config: value.config?,
                    context: value.context?,
                    durability: value.durability?,
                    enabled: value.enabled?,
                    end_time: value.end_time?,
                    input: value.input?,
                    interrupt_after: value.interrupt_after?,
                    interrupt_before: value.interrupt_before?,
                    metadata: value.metadata?,
                    multitask_strategy: value.multitask_strategy?,
                    schedule: value.schedule?,
                    stream_mode: value.stream_mode?,
                    stream_resumable: value.stream_resumable?,
                    stream_subgraphs: value.stream_subgraphs?,
                    timezone: value.timezone?,
                    webhook: value.webhook?,
                })
            }
        }
        impl ::std::convert::From<super::ThreadCronCreate> for ThreadCronCreate {
            fn from(value: super::ThreadCronCreate) -> Self {
                Self {
                    assistant_id: Ok(value.assistant_id),
                    checkpoint_during: Ok(value.checkpoint_during),
                    config: Ok(value.config),
                    context: Ok(value.context),
                    durability: Ok(value.durability),
                    enabled: Ok(value.enabled),
                    end_time: Ok(value.end_time),
                    input: Ok(value.input),
                    interrupt_after: Ok(value.interrupt_after),
                    interrupt_before: Ok(value.interrupt_before),
                    metadata: Ok(value.metadata),
                    multitask_strategy: Ok(value.multitask_strategy),
                    schedule: Ok(value.schedule),
                    stream_mode: Ok(value.stream_mode),
                    stream_resumable: Ok(value.stream_resumable),
                    stream_subgraphs: Ok(value.stream_subgraphs),
                    timezone: Ok(value.timezone),
                    webhook: Ok(value.webhook),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ThreadPatch {
            metadata: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            ttl: ::std::result::Result<
                ::std::option::Option<super::ThreadTtl>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ThreadPatch {
            fn default() -> Self {
                Self {
                    metadata: Ok(Default::default()),
                    ttl: Ok(Default::default()),
                }
            }
        }
        impl ThreadPatch {
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
            pub fn ttl<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::ThreadTtl>>,
                T::Error: ::std::fmt::Display,
            {
                self.ttl = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for ttl: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ThreadPatch> for super::ThreadPatch {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ThreadPatch,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    metadata: value.metadata?,
                    ttl: value.ttl?,
                })
            }
        }
        impl ::std::convert::From<super::ThreadPatch> for ThreadPatch {
            fn from(value: super::ThreadPatch) -> Self {
                Self {
                    metadata: Ok(value.metadata),
                    ttl: Ok(value.ttl),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ThreadPruneRequest {
            strategy: ::std::result::Result<
                ::std::option::Option<super::TtlStrategy>,
                ::std::string::String,
            >,
            thread_ids: ::std::result::Result<
                ::std::vec::Vec<::uuid::Uuid>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ThreadPruneRequest {
            fn default() -> Self {
                Self {
                    strategy: Ok(Default::default()),
                    thread_ids: Err("no value supplied for thread_ids".to_string()),
                }
            }
        }
        impl ThreadPruneRequest {
            pub fn strategy<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::TtlStrategy>>,
                T::Error: ::std::fmt::Display,
            {
                self.strategy = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for strategy: {e}")
                    });
                self
            }
            pub fn thread_ids<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::uuid::Uuid>>,
                T::Error: ::std::fmt::Display,
            {
                self.thread_ids = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for thread_ids: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ThreadPruneRequest> for super::ThreadPruneRequest {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ThreadPruneRequest,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    strategy: value.strategy?,
                    thread_ids: value.thread_ids?,
                })
            }
        }
        impl ::std::convert::From<super::ThreadPruneRequest> for ThreadPruneRequest {
            fn from(value: super::ThreadPruneRequest) -> Self {
                Self {
                    strategy: Ok(value.strategy),
                    thread_ids: Ok(value.thread_ids),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ThreadPruneResponse {
            pruned_count: ::std::result::Result<i64, ::std::string::String>,
        }
        impl ::std::default::Default for ThreadPruneResponse {
            fn default() -> Self {
                Self {
                    pruned_count: Err("no value supplied for pruned_count".to_string()),
                }
            }
        }
        impl ThreadPruneResponse {
            pub fn pruned_count<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.pruned_count = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for pruned_count: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ThreadPruneResponse>
        for super::ThreadPruneResponse {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ThreadPruneResponse,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    pruned_count: value.pruned_count?,
                })
            }
        }
        impl ::std::convert::From<super::ThreadPruneResponse> for ThreadPruneResponse {
            fn from(value: super::ThreadPruneResponse) -> Self {
                Self {
                    pruned_count: Ok(value.pruned_count),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ThreadSearchRequest {
            extract: ::std::result::Result<
                ::std::option::Option<
                    ::std::collections::HashMap<
                        ::std::string::String,
                        ::std::string::String,
                    >,
                >,
                ::std::string::String,
            >,
            ids: ::std::result::Result<
                ::std::option::Option<::std::vec::Vec<::uuid::Uuid>>,
                ::std::string::String,
            >,
            limit: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            metadata: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            offset: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            select: ::std::result::Result<
                ::std::option::Option<::std::vec::Vec<super::ThreadField>>,
                ::std::string::String,
            >,
            sort_by: ::std::result::Result<
                ::std::option::Option<super::ThreadSortBy>,
                ::std::string::String,
            >,
            sort_order: ::std::result::Result<
                ::std::option::Option<super::SortOrder>,
                ::std::string::String,
            >,
            status: ::std::result::Result<
                ::std::option::Option<super::ThreadStatus>,
                ::std::string::String,
            >,
            values: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ThreadSearchRequest {
            fn default() -> Self {
                Self {
                    extract: Ok(Default::default()),
                    ids: Ok(Default::default()),
                    limit: Ok(Default::default()),
                    metadata: Ok(Default::default()),
                    offset: Ok(Default::default()),
                    select: Ok(Default::default()),
                    sort_by: Ok(Default::default()),
                    sort_order: Ok(Default::default()),
                    status: Ok(Default::default()),
                    values: Ok(Default::default()),
                }
            }
        }
        impl ThreadSearchRequest {
            pub fn extract<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::std::collections::HashMap<
                            ::std::string::String,
                            ::std::string::String,
                        >,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.extract = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for extract: {e}")
                    });
                self
            }
            pub fn ids<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::vec::Vec<::uuid::Uuid>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.ids = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for ids: {e}")
                    });
                self
            }
            pub fn limit<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.limit = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for limit: {e}")
                    });
                self
            }
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
            pub fn offset<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.offset = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for offset: {e}")
                    });
                self
            }
            pub fn select<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::vec::Vec<super::ThreadField>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.select = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for select: {e}")
                    });
                self
            }
            pub fn sort_by<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::ThreadSortBy>>,
                T::Error: ::std::fmt::Display,
            {
                self.sort_by = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for sort_by: {e}")
                    });
                self
            }
            pub fn sort_order<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::SortOrder>>,
                T::Error: ::std::fmt::Display,
            {
                self.sort_order = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for sort_order: {e}")
                    });
                self
            }
            pub fn status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::ThreadStatus>>,
                T::Error: ::std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }
            pub fn values<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.values = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for values: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ThreadSearchRequest>
        for super::ThreadSearchRequest {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ThreadSearchRequest,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    extract: value.extract?,
                    ids: value.ids?,
                    limit: value.limit?,
                    metadata: value.metadata?,
                    offset: value.offset?,
                    select: value.select?,
                    sort_by: value.sort_by?,
                    sort_order: value.sort_order?,
                    status: value.status?,
                    values: value.values?,
                })
            }
        }
        impl ::std::convert::From<super::ThreadSearchRequest> for ThreadSearchRequest {
            fn from(value: super::ThreadSearchRequest) -> Self {
                Self {
                    extract: Ok(value.extract),
                    ids: Ok(value.ids),
                    limit: Ok(value.limit),
                    metadata: Ok(value.metadata),
                    offset: Ok(value.offset),
                    select: Ok(value.select),
                    sort_by: Ok(value.sort_by),
                    sort_order: Ok(value.sort_order),
                    status: Ok(value.status),
                    values: Ok(value.values),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ThreadState {
            checkpoint: ::std::result::Result<
                ::std::option::Option<super::CheckpointConfig>,
                ::std::string::String,
            >,
            checkpoint_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            created_at: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            interrupts: ::std::result::Result<
                ::std::option::Option<::std::vec::Vec<super::Interrupt>>,
                ::std::string::String,
            >,
            metadata: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            next: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            parent_checkpoint: ::std::result::Result<
                ::std::option::Option<super::CheckpointConfig>,
                ::std::string::String,
            >,
            parent_checkpoint_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            tasks: ::std::result::Result<
                ::std::option::Option<::std::vec::Vec<super::ThreadTask>>,
                ::std::string::String,
            >,
            values: ::std::result::Result<::serde_json::Value, ::std::string::String>,
        }
        impl ::std::default::Default for ThreadState {
            fn default() -> Self {
                Self {
                    checkpoint: Err("no value supplied for checkpoint".to_string()),
                    checkpoint_id: Ok(Default::default()),
                    created_at: Err("no value supplied for created_at".to_string()),
                    interrupts: Ok(Default::default()),
                    metadata: Err("no value supplied for metadata".to_string()),
                    next: Err("no value supplied for next".to_string()),
                    parent_checkpoint: Ok(Default::default()),
                    parent_checkpoint_id: Ok(Default::default()),
                    tasks: Ok(Default::default()),
                    values: Err("no value supplied for values".to_string()),
                }
            }
        }
        impl ThreadState {
            pub fn checkpoint<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::CheckpointConfig>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.checkpoint = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for checkpoint: {e}")
                    });
                self
            }
            pub fn checkpoint_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.checkpoint_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for checkpoint_id: {e}")
                    });
                self
            }
            pub fn created_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.created_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created_at: {e}")
                    });
                self
            }
            pub fn interrupts<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::vec::Vec<super::Interrupt>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.interrupts = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for interrupts: {e}")
                    });
                self
            }
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
            pub fn next<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.next = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for next: {e}")
                    });
                self
            }
            pub fn parent_checkpoint<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::CheckpointConfig>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.parent_checkpoint = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for parent_checkpoint: {e}"
                        )
                    });
                self
            }
            pub fn parent_checkpoint_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.parent_checkpoint_id = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for parent_checkpoint_id: {e}"
                        )
                    });
                self
            }
            pub fn tasks<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::vec::Vec<super::ThreadTask>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.tasks = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for tasks: {e}")
                    });
                self
            }
            pub fn values<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::serde_json::Value>,
                T::Error: ::std::fmt::Display,
            {
                self.values = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for values: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ThreadState> for super::ThreadState {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ThreadState,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    checkpoint: value.checkpoint?,
                    checkpoint_id: value.checkpoint_id?,
                    created_at: value.created_at?,
                    interrupts: value.interrupts?,
                    metadata: value.metadata?,
                    next: value.next?,
                    parent_checkpoint: value.parent_checkpoint?,
                    parent_checkpoint_id: value.parent_checkpoint_id?,
                    tasks: value.tasks?,
                    values: value.values?,
                })
            }
        }
        impl ::std::convert::From<super::ThreadState> for ThreadState {
            fn from(value: super::ThreadState) -> Self {
                Self {
                    checkpoint: Ok(value.checkpoint),
                    checkpoint_id: Ok(value.checkpoint_id),
                    created_at: Ok(value.created_at),
                    interrupts: Ok(value.interrupts),
                    metadata: Ok(value.metadata),
                    next: Ok(value.next),
                    parent_checkpoint: Ok(value.parent_checkpoint),
                    parent_checkpoint_id: Ok(value.parent_checkpoint_id),
                    tasks: Ok(value.tasks),
                    values: Ok(value.values),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ThreadStateCheckpointRequest {
            checkpoint: ::std::result::Result<
                super::CheckpointConfig,
                ::std::string::String,
            >,
            subgraphs: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ThreadStateCheckpointRequest {
            fn default() -> Self {
                Self {
                    checkpoint: Err("no value supplied for checkpoint".to_string()),
                    subgraphs: Ok(Default::default()),
                }
            }
        }
        impl ThreadStateCheckpointRequest {
            pub fn checkpoint<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::CheckpointConfig>,
                T::Error: ::std::fmt::Display,
            {
                self.checkpoint = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for checkpoint: {e}")
                    });
                self
            }
            pub fn subgraphs<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.subgraphs = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for subgraphs: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ThreadStateCheckpointRequest>
        for super::ThreadStateCheckpointRequest {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ThreadStateCheckpointRequest,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    checkpoint: value.checkpoint?,
                    subgraphs: value.subgraphs?,
                })
            }
        }
        impl ::std::convert::From<super::ThreadStateCheckpointRequest>
        for ThreadStateCheckpointRequest {
            fn from(value: super::ThreadStateCheckpointRequest) -> Self {
                Self {
                    checkpoint: Ok(value.checkpoint),
                    subgraphs: Ok(value.subgraphs),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ThreadStateSearch {
            before: ::std::result::Result<
                ::std::option::Option<super::HistoryBefore>,
                ::std::string::String,
            >,
            checkpoint: ::std::result::Result<
                ::std::option::Option<super::CheckpointConfig>,
                ::std::string::String,
            >,
            limit: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            metadata: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ThreadStateSearch {
            fn default() -> Self {
                Self {
                    before: Ok(Default::default()),
                    checkpoint: Ok(Default::default()),
                    limit: Ok(Default::default()),
                    metadata: Ok(Default::default()),
                }
            }
        }
        impl ThreadStateSearch {
            pub fn before<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::HistoryBefore>>,
                T::Error: ::std::fmt::Display,
            {
                self.before = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for before: {e}")
                    });
                self
            }
            pub fn checkpoint<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::CheckpointConfig>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.checkpoint = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for checkpoint: {e}")
                    });
                self
            }
            pub fn limit<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.limit = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for limit: {e}")
                    });
                self
            }
            pub fn metadata<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.metadata = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for metadata: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ThreadStateSearch> for super::ThreadStateSearch {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ThreadStateSearch,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    before: value.before?,
                    checkpoint: value.checkpoint?,
                    limit: value.limit?,
                    metadata: value.metadata?,
                })
            }
        }
        impl ::std::convert::From<super::ThreadStateSearch> for ThreadStateSearch {
            fn from(value: super::ThreadStateSearch) -> Self {
                Self {
                    before: Ok(value.before),
                    checkpoint: Ok(value.checkpoint),
                    limit: Ok(value.limit),
                    metadata: Ok(value.metadata),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ThreadStateUpdate {
            as_node: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            checkpoint: ::std::result::Result<
                ::std::option::Option<super::CheckpointConfig>,
                ::std::string::String,
            >,
            checkpoint_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            values: ::std::result::Result<
                ::std::option::Option<::serde_json::Value>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ThreadStateUpdate {
            fn default() -> Self {
                Self {
                    as_node: Ok(Default::default()),
                    checkpoint: Ok(Default::default()),
                    checkpoint_id: Ok(Default::default()),
                    values: Ok(Default::default()),
                }
            }
        }
        impl ThreadStateUpdate {
            pub fn as_node<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.as_node = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for as_node: {e}")
                    });
                self
            }
            pub fn checkpoint<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::CheckpointConfig>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.checkpoint = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for checkpoint: {e}")
                    });
                self
            }
            pub fn checkpoint_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.checkpoint_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for checkpoint_id: {e}")
                    });
                self
            }
            pub fn values<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::serde_json::Value>>,
                T::Error: ::std::fmt::Display,
            {
                self.values = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for values: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ThreadStateUpdate> for super::ThreadStateUpdate {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ThreadStateUpdate,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    as_node: value.as_node?,
                    checkpoint: value.checkpoint?,
                    checkpoint_id: value.checkpoint_id?,
                    values: value.values?,
                })
            }
        }
        impl ::std::convert::From<super::ThreadStateUpdate> for ThreadStateUpdate {
            fn from(value: super::ThreadStateUpdate) -> Self {
                Self {
                    as_node: Ok(value.as_node),
                    checkpoint: Ok(value.checkpoint),
                    checkpoint_id: Ok(value.checkpoint_id),
                    values: Ok(value.values),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ThreadStateUpdateResponse {
            checkpoint: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
            checkpoint_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            configurable: ::std::result::Result<
                ::std::option::Option<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ThreadStateUpdateResponse {
            fn default() -> Self {
                Self {
                    checkpoint: Ok(Default::default()),
                    checkpoint_id: Ok(Default::default()),
                    configurable: Ok(Default::default()),
                }
            }
        }
        impl ThreadStateUpdateResponse {
            pub fn checkpoint<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.checkpoint = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for checkpoint: {e}")
                    });
                self
            }
            pub fn checkpoint_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.checkpoint_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for checkpoint_id: {e}")
                    });
                self
            }
            pub fn configurable<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.configurable = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for configurable: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ThreadStateUpdateResponse>
        for super::ThreadStateUpdateResponse {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ThreadStateUpdateResponse,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    checkpoint: value.checkpoint?,
                    checkpoint_id: value.checkpoint_id?,
                    configurable: value.configurable?,
                })
            }
        }
        impl ::std::convert::From<super::ThreadStateUpdateResponse>
        for ThreadStateUpdateResponse {
            fn from(value: super::ThreadStateUpdateResponse) -> Self {
                Self {
                    checkpoint: Ok(value.checkpoint),
                    checkpoint_id: Ok(value.checkpoint_id),
                    configurable: Ok(value.configurable),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ThreadStorage {
            channel_values: ::std::result::Result<
                super::StoredChannels,
                ::std::string::String,
            >,
            checkpoints: ::std::result::Result<
                super::StoredBytes,
                ::std::string::String,
            >,
            pending_writes: ::std::result::Result<
                super::StoredBytes,
                ::std::string::String,
            >,
            thread_id: ::std::result::Result<::uuid::Uuid, ::std::string::String>,
            total_bytes: ::std::result::Result<i64, ::std::string::String>,
        }
        impl ::std::default::Default for ThreadStorage {
            fn default() -> Self {
                Self {
                    channel_values: Err(
                        "no value supplied for channel_values".to_string(),
                    ),
                    checkpoints: Err("no value supplied for checkpoints".to_string()),
                    pending_writes: Err(
                        "no value supplied for pending_writes".to_string(),
                    ),
                    thread_id: Err("no value supplied for thread_id".to_string()),
                    total_bytes: Err("no value supplied for total_bytes".to_string()),
                }
            }
        }
        impl ThreadStorage {
            pub fn channel_values<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::StoredChannels>,
                T::Error: ::std::fmt::Display,
            {
                self.channel_values = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for channel_values: {e}"
                        )
                    });
                self
            }
            pub fn checkpoints<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::StoredBytes>,
                T::Error: ::std::fmt::Display,
            {
                self.checkpoints = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for checkpoints: {e}")
                    });
                self
            }
            pub fn pending_writes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::StoredBytes>,
                T::Error: ::std::fmt::Display,
            {
                self.pending_writes = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for pending_writes: {e}"
                        )
                    });
                self
            }
            pub fn thread_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::uuid::Uuid>,
                T::Error: ::std::fmt::Display,
            {
                self.thread_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for thread_id: {e}")
                    });
                self
            }
            pub fn total_bytes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.total_bytes = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for total_bytes: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ThreadStorage> for super::ThreadStorage {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ThreadStorage,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    channel_values: value.channel_values?,
                    checkpoints: value.checkpoints?,
                    pending_writes: value.pending_writes?,
                    thread_id: value.thread_id?,
                    total_bytes: value.total_bytes?,
                })
            }
        }
        impl ::std::convert::From<super::ThreadStorage> for ThreadStorage {
            fn from(value: super::ThreadStorage) -> Self {
                Self {
                    channel_values: Ok(value.channel_values),
                    checkpoints: Ok(value.checkpoints),
                    pending_writes: Ok(value.pending_writes),
                    thread_id: Ok(value.thread_id),
                    total_bytes: Ok(value.total_bytes),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ThreadSuperstep {
            updates: ::std::result::Result<
                ::std::vec::Vec<super::ThreadSuperstepUpdate>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ThreadSuperstep {
            fn default() -> Self {
                Self {
                    updates: Err("no value supplied for updates".to_string()),
                }
            }
        }
        impl ThreadSuperstep {
            pub fn updates<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::vec::Vec<super::ThreadSuperstepUpdate>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.updates = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for updates: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ThreadSuperstep> for super::ThreadSuperstep {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ThreadSuperstep,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { updates: value.updates? })
            }
        }
        impl ::std::convert::From<super::ThreadSuperstep> for ThreadSuperstep {
            fn from(value: super::ThreadSuperstep) -> Self {
                Self { updates: Ok(value.updates) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ThreadSuperstepUpdate {
            as_node: ::std::result::Result<::std::string::String, ::std::string::String>,
            command: ::std::result::Result<
                ::std::option::Option<super::Command>,
                ::std::string::String,
            >,
            values: ::std::result::Result<
                ::std::option::Option<::serde_json::Value>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ThreadSuperstepUpdate {
            fn default() -> Self {
                Self {
                    as_node: Err("no value supplied for as_node".to_string()),
                    command: Ok(Default::default()),
                    values: Ok(Default::default()),
                }
            }
        }
        impl ThreadSuperstepUpdate {
            pub fn as_node<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.as_node = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for as_node: {e}")
                    });
                self
            }
            pub fn command<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Command>>,
                T::Error: ::std::fmt::Display,
            {
                self.command = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for command: {e}")
                    });
                self
            }
            pub fn values<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::serde_json::Value>>,
                T::Error: ::std::fmt::Display,
            {
                self.values = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for values: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ThreadSuperstepUpdate>
        for super::ThreadSuperstepUpdate {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ThreadSuperstepUpdate,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    as_node: value.as_node?,
                    command: value.command?,
                    values: value.values?,
                })
            }
        }
        impl ::std::convert::From<super::ThreadSuperstepUpdate>
        for ThreadSuperstepUpdate {
            fn from(value: super::ThreadSuperstepUpdate) -> Self {
                Self {
                    as_node: Ok(value.as_node),
                    command: Ok(value.command),
                    values: Ok(value.values),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ThreadTask {
            checkpoint: ::std::result::Result<
                ::std::option::Option<super::CheckpointConfig>,
                ::std::string::String,
            >,
            error: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            id: ::std::result::Result<::std::string::String, ::std::string::String>,
            interrupts: ::std::result::Result<
                ::std::option::Option<::std::vec::Vec<super::Interrupt>>,
                ::std::string::String,
            >,
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            path: ::std::result::Result<
                ::std::option::Option<::std::vec::Vec<::serde_json::Value>>,
                ::std::string::String,
            >,
            result: ::std::result::Result<
                ::std::option::Option<::serde_json::Value>,
                ::std::string::String,
            >,
            state: ::std::result::Result<
                ::std::option::Option<super::ThreadState>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ThreadTask {
            fn default() -> Self {
                Self {
                    checkpoint: Ok(Default::default()),
                    error: Ok(Default::default()),
                    id: Err("no value supplied for id".to_string()),
                    interrupts: Ok(Default::default()),
                    name: Err("no value supplied for name".to_string()),
                    path: Ok(Default::default()),
                    result: Ok(Default::default()),
                    state: Ok(Default::default()),
                }
            }
        }
        impl ThreadTask {
            pub fn checkpoint<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::CheckpointConfig>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.checkpoint = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for checkpoint: {e}")
                    });
                self
            }
            pub fn error<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.error = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for error: {e}")
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn interrupts<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::vec::Vec<super::Interrupt>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.interrupts = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for interrupts: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn path<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::vec::Vec<::serde_json::Value>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.path = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for path: {e}")
                    });
                self
            }
            pub fn result<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::serde_json::Value>>,
                T::Error: ::std::fmt::Display,
            {
                self.result = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for result: {e}")
                    });
                self
            }
            pub fn state<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::ThreadState>>,
                T::Error: ::std::fmt::Display,
            {
                self.state = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for state: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ThreadTask> for super::ThreadTask {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ThreadTask,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    checkpoint: value.checkpoint?,
                    error: value.error?,
                    id: value.id?,
                    interrupts: value.interrupts?,
                    name: value.name?,
                    path: value.path?,
                    result: value.result?,
                    state: value.state?,
                })
            }
        }
        impl ::std::convert::From<super::ThreadTask> for ThreadTask {
            fn from(value: super::ThreadTask) -> Self {
                Self {
                    checkpoint: Ok(value.checkpoint),
                    error: Ok(value.error),
                    id: Ok(value.id),
                    interrupts: Ok(value.interrupts),
                    name: Ok(value.name),
                    path: Ok(value.path),
                    result: Ok(value.result),
                    state: Ok(value.state),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ThreadTtl {
            strategy: ::std::result::Result<
                ::std::option::Option<super::TtlStrategy>,
                ::std::string::String,
            >,
            ttl: ::std::result::Result<
                ::std::option::Option<f64>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ThreadTtl {
            fn default() -> Self {
                Self {
                    strategy: Ok(Default::default()),
                    ttl: Ok(Default::default()),
                }
            }
        }
        impl ThreadTtl {
            pub fn strategy<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::TtlStrategy>>,
                T::Error: ::std::fmt::Display,
            {
                self.strategy = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for strategy: {e}")
                    });
                self
            }
            pub fn ttl<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<f64>>,
                T::Error: ::std::fmt::Display,
            {
                self.ttl = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for ttl: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ThreadTtl> for super::ThreadTtl {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ThreadTtl,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    strategy: value.strategy?,
                    ttl: value.ttl?,
                })
            }
        }
        impl ::std::convert::From<super::ThreadTtl> for ThreadTtl {
            fn from(value: super::ThreadTtl) -> Self {
                Self {
                    strategy: Ok(value.strategy),
                    ttl: Ok(value.ttl),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ThreadTtlInfo {
            expires_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            strategy: ::std::result::Result<
                ::std::option::Option<super::TtlStrategy>,
                ::std::string::String,
            >,
            ttl_minutes: ::std::result::Result<
                ::std::option::Option<f64>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ThreadTtlInfo {
            fn default() -> Self {
                Self {
                    expires_at: Ok(Default::default()),
                    strategy: Ok(Default::default()),
                    ttl_minutes: Ok(Default::default()),
                }
            }
        }
        impl ThreadTtlInfo {
            pub fn expires_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.expires_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for expires_at: {e}")
                    });
                self
            }
            pub fn strategy<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::TtlStrategy>>,
                T::Error: ::std::fmt::Display,
            {
                self.strategy = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for strategy: {e}")
                    });
                self
            }
            pub fn ttl_minutes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<f64>>,
                T::Error: ::std::fmt::Display,
            {
                self.ttl_minutes = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for ttl_minutes: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ThreadTtlInfo> for super::ThreadTtlInfo {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ThreadTtlInfo,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    expires_at: value.expires_at?,
                    strategy: value.strategy?,
                    ttl_minutes: value.ttl_minutes?,
                })
            }
        }
        impl ::std::convert::From<super::ThreadTtlInfo> for ThreadTtlInfo {
            fn from(value: super::ThreadTtlInfo) -> Self {
                Self {
                    expires_at: Ok(value.expires_at),
                    strategy: Ok(value.strategy),
                    ttl_minutes: Ok(value.ttl_minutes),
                }
            }
        }
    }
    /// Error types.
    pub mod error {
        /// Error from a `TryFrom` or `FromStr` implementation.
        pub struct ConversionError(::std::borrow::Cow<'static, str>);
        impl ::std::error::Error for ConversionError {}
        impl ::std::fmt::Display for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }
        impl ::std::fmt::Debug for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }
        impl From<&'static str> for ConversionError {
            fn from(value: &'static str) -> Self {
                Self(value.into())
            }
        }
        impl From<String> for ConversionError {
            fn from(value: String) -> Self {
                Self(value.into())
            }
        }
    }
}
#[derive(Clone, Debug)]
/**Client for Runyard

An Agent Server that speaks the LangGraph Agent Server HTTP API.

Rules that hold for every operation:

- Bodies are JSON whatever `Content-Type` says. Unknown properties and unknown query parameters are ignored.
- Errors return `{"detail": "<text>"}`: 400 for an invalid request, 404 when something does not exist, 409 on a
  conflict, 413 when the body is too large and 422 when a value has the wrong form.
- Ids are UUIDs. Upper case and undashed forms are accepted; answers use the lower-case dashed form.
  Threads and runs that the server names get a UUIDv7.
- Timestamps are RFC 3339 with microseconds and a `+00:00` offset.
- Booleans in a query may be written `true`, `false`, `1` or `0`.
- A list in a query is a repeated key (`?select=run_id&select=status`). One value that is a JSON array
  (`?select=["run_id","status"]`) means the same, because the JavaScript client writes it so.
- A query parameter with an empty value counts as absent.


Version: 0.1.0*/
pub struct Client {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
}
impl Client {
    /// Create a new client.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new(baseurl: &str) -> Self {
        #[cfg(not(target_arch = "wasm32"))]
        let client = {
            let dur = ::std::time::Duration::from_secs(15u64);
            reqwest::ClientBuilder::new().connect_timeout(dur)
        };
        #[cfg(target_arch = "wasm32")]
        let client = reqwest::ClientBuilder::new();
        Self::new_with_client(baseurl, client.build().unwrap())
    }
    /// Construct a new client with an existing `reqwest::Client`,
    /// allowing more control over its configuration.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new_with_client(baseurl: &str, client: reqwest::Client) -> Self {
        Self {
            baseurl: baseurl.to_string(),
            client,
        }
    }
}
impl ClientInfo<()> for Client {
    fn api_version() -> &'static str {
        "0.1.0"
    }
    fn baseurl(&self) -> &str {
        self.baseurl.as_str()
    }
    fn client(&self) -> &reqwest::Client {
        &self.client
    }
    fn inner(&self) -> &() {
        &()
    }
}
impl ClientHooks<()> for &Client {}
impl Client {
    /**Create Assistant

Creates an assistant: a graph with a configuration of its own, at version 1. `config.configurable` and `context` mirror each
other; give one of them. With `if_exists: do_nothing` an existing assistant is returned as it is.


Sends a `POST` request to `/assistants`

```ignore
let response = client.create_assistant()
    .body(body)
    .send()
    .await;
```*/
    pub fn create_assistant(&self) -> builder::CreateAssistant<'_> {
        builder::CreateAssistant::new(self)
    }
    /**Search Assistants

Lists the assistants that match every given filter, newest first unless `sort_by` says otherwise.
The body is required; `{}` matches everything.


Sends a `POST` request to `/assistants/search`

```ignore
let response = client.search_assistants()
    .body(body)
    .send()
    .await;
```*/
    pub fn search_assistants(&self) -> builder::SearchAssistants<'_> {
        builder::SearchAssistants::new(self)
    }
    /**Count Assistants

Counts the assistants that match every given filter. The body is required; `{}` counts all.

Sends a `POST` request to `/assistants/count`

```ignore
let response = client.count_assistants()
    .body(body)
    .send()
    .await;
```*/
    pub fn count_assistants(&self) -> builder::CountAssistants<'_> {
        builder::CountAssistants::new(self)
    }
    /**Get Assistant

Returns one assistant. Takes its id only; a graph name is not accepted here.

Sends a `GET` request to `/assistants/{assistant_id}`

Arguments:
- `assistant_id`: The id of the assistant.
```ignore
let response = client.get_assistant()
    .assistant_id(assistant_id)
    .send()
    .await;
```*/
    pub fn get_assistant(&self) -> builder::GetAssistant<'_> {
        builder::GetAssistant::new(self)
    }
    /**Delete Assistant

Deletes an assistant with all of its versions. Its runs that are waiting or executing are cancelled; with `delete_threads` the
threads whose last run was one of this assistant go as well, with everything that belongs to them. The assistant of a graph
comes back when the server starts the next time.


Sends a `DELETE` request to `/assistants/{assistant_id}`

Arguments:
- `assistant_id`: The id of the assistant.
- `delete_threads`: Whether the threads go whose `metadata.assistant_id` names this assistant.
```ignore
let response = client.delete_assistant()
    .assistant_id(assistant_id)
    .delete_threads(delete_threads)
    .send()
    .await;
```*/
    pub fn delete_assistant(&self) -> builder::DeleteAssistant<'_> {
        builder::DeleteAssistant::new(self)
    }
    /**Patch Assistant

Changes the members that are given and makes a new version, the highest one so far plus one, even when nothing is given.
Metadata is merged member by member; `config` is replaced. Where only one of `config.configurable` and `context` is given, the
other follows. The assistant of a graph is changed like any other.


Sends a `PATCH` request to `/assistants/{assistant_id}`

Arguments:
- `assistant_id`: The id of the assistant.
- `body`
```ignore
let response = client.patch_assistant()
    .assistant_id(assistant_id)
    .body(body)
    .send()
    .await;
```*/
    pub fn patch_assistant(&self) -> builder::PatchAssistant<'_> {
        builder::PatchAssistant::new(self)
    }
    /**Get Assistant Graph

Draws the graph of an assistant as nodes and edges. A graph that a function makes is made with the assistant's configuration.


Sends a `GET` request to `/assistants/{assistant_id}/graph`

Arguments:
- `assistant_id`: The id of the assistant, or the name of a graph.
- `xray`: Whether graphs inside of this one are drawn in the place of their node; a number says how deep.
```ignore
let response = client.get_assistant_graph()
    .assistant_id(assistant_id)
    .xray(xray)
    .send()
    .await;
```*/
    pub fn get_assistant_graph(&self) -> builder::GetAssistantGraph<'_> {
        builder::GetAssistantGraph::new(self)
    }
    /**Get Assistant Schemas

Returns the JSON schemas of what the graph of an assistant takes, gives and keeps. One that cannot be made of the graph's types
is null.


Sends a `GET` request to `/assistants/{assistant_id}/schemas`

Arguments:
- `assistant_id`: The id of the assistant.
```ignore
let response = client.get_assistant_schemas()
    .assistant_id(assistant_id)
    .send()
    .await;
```*/
    pub fn get_assistant_schemas(&self) -> builder::GetAssistantSchemas<'_> {
        builder::GetAssistantSchemas::new(self)
    }
    /**Get Assistant Subgraphs

Returns the schemas of the graphs that are nodes of the assistant's graph, by the node's name.

Sends a `GET` request to `/assistants/{assistant_id}/subgraphs`

Arguments:
- `assistant_id`: The id of the assistant.
- `recurse`: Whether graphs inside of graphs are looked at, too.
```ignore
let response = client.get_assistant_subgraphs()
    .assistant_id(assistant_id)
    .recurse(recurse)
    .send()
    .await;
```*/
    pub fn get_assistant_subgraphs(&self) -> builder::GetAssistantSubgraphs<'_> {
        builder::GetAssistantSubgraphs::new(self)
    }
    /**Get Assistant Subgraphs by Namespace

Returns the schemas of one graph inside of the assistant's graph. Nothing when there is none of this name.

Sends a `GET` request to `/assistants/{assistant_id}/subgraphs/{namespace}`

Arguments:
- `assistant_id`: The id of the assistant.
- `namespace`: The name of the node, below others with `|` in between. What is deeper than the first is found with `recurse`.
- `recurse`: Whether graphs inside of graphs are looked at, too.
```ignore
let response = client.get_assistant_subgraphs_at()
    .assistant_id(assistant_id)
    .namespace(namespace)
    .recurse(recurse)
    .send()
    .await;
```*/
    pub fn get_assistant_subgraphs_at(&self) -> builder::GetAssistantSubgraphsAt<'_> {
        builder::GetAssistantSubgraphsAt::new(self)
    }
    /**Get Assistant Versions

Lists the versions of an assistant, newest first. The body is required; `{}` lists the first page of all.

Sends a `POST` request to `/assistants/{assistant_id}/versions`

Arguments:
- `assistant_id`: The id of the assistant.
- `body`
```ignore
let response = client.get_assistant_versions()
    .assistant_id(assistant_id)
    .body(body)
    .send()
    .await;
```*/
    pub fn get_assistant_versions(&self) -> builder::GetAssistantVersions<'_> {
        builder::GetAssistantVersions::new(self)
    }
    /**Set Latest Assistant Version

Makes a version the one that the assistant shows and that its runs use. Later changes start from it and still get the highest
number. The version is given in the body or in the query; the body counts when both are given.


Sends a `POST` request to `/assistants/{assistant_id}/latest`

Arguments:
- `assistant_id`: The id of the assistant.
- `version`: The version to go to.
- `body`
```ignore
let response = client.set_latest_assistant_version()
    .assistant_id(assistant_id)
    .version(version)
    .body(body)
    .send()
    .await;
```*/
    pub fn set_latest_assistant_version(
        &self,
    ) -> builder::SetLatestAssistantVersion<'_> {
        builder::SetLatestAssistantVersion::new(self)
    }
    /**Create Thread

Creates an empty thread. The body is required; `{}` creates a thread with a new id and no metadata.
With `if_exists: do_nothing` an existing thread is returned as it is.


Sends a `POST` request to `/threads`

```ignore
let response = client.create_thread()
    .body(body)
    .send()
    .await;
```*/
    pub fn create_thread(&self) -> builder::CreateThread<'_> {
        builder::CreateThread::new(self)
    }
    /**Search Threads

Lists the threads that match every given filter, last changed first unless `sort_by` says otherwise.
The body is required; `{}` matches everything.


Sends a `POST` request to `/threads/search`

```ignore
let response = client.search_threads()
    .body(body)
    .send()
    .await;
```*/
    pub fn search_threads(&self) -> builder::SearchThreads<'_> {
        builder::SearchThreads::new(self)
    }
    /**Count Threads

Tells how many threads match every given filter. The body is required; `{}` counts all.

Sends a `POST` request to `/threads/count`

```ignore
let response = client.count_threads()
    .body(body)
    .send()
    .await;
```*/
    pub fn count_threads(&self) -> builder::CountThreads<'_> {
        builder::CountThreads::new(self)
    }
    /**Prune Threads

Deletes threads with all that belongs to them, or with `keep_latest` only their older checkpoints: the newest one of the graph and of
each subgraph stays, so that the next run goes on from it. Threads that do not exist are skipped, and so are, with `keep_latest`,
threads with runs in flight.


Sends a `POST` request to `/threads/prune`

```ignore
let response = client.prune_threads()
    .body(body)
    .send()
    .await;
```*/
    pub fn prune_threads(&self) -> builder::PruneThreads<'_> {
        builder::PruneThreads::new(self)
    }
    /**Get Thread

Returns one thread with its status, its latest values and its open interrupts.

Sends a `GET` request to `/threads/{thread_id}`

Arguments:
- `thread_id`: The id of the thread.
- `include`: Comma-separated extra fields. `ttl` adds the time to live; other names are ignored.
```ignore
let response = client.get_thread()
    .thread_id(thread_id)
    .include(include)
    .send()
    .await;
```*/
    pub fn get_thread(&self) -> builder::GetThread<'_> {
        builder::GetThread::new(self)
    }
    /**Delete Thread

Deletes a thread with its runs, checkpoints, events and crons. A run that is still going is stopped first.


Sends a `DELETE` request to `/threads/{thread_id}`

Arguments:
- `thread_id`: The id of the thread.
```ignore
let response = client.delete_thread()
    .thread_id(thread_id)
    .send()
    .await;
```*/
    pub fn delete_thread(&self) -> builder::DeleteThread<'_> {
        builder::DeleteThread::new(self)
    }
    /**Patch Thread

Sets members of a thread's metadata and its time to live. Members that are not named stay; null is stored like any other value.


Sends a `PATCH` request to `/threads/{thread_id}`

Arguments:
- `thread_id`: The id of the thread.
- `prefer`: With `return=minimal` the thread is not returned.
- `body`
```ignore
let response = client.patch_thread()
    .thread_id(thread_id)
    .prefer(prefer)
    .body(body)
    .send()
    .await;
```*/
    pub fn patch_thread(&self) -> builder::PatchThread<'_> {
        builder::PatchThread::new(self)
    }
    /**Copy Thread

Makes a thread with the metadata, values and checkpoints of another, without its runs. Large values are shared with the original until
both are gone, so a copy takes little time and space. The request has no body.


Sends a `POST` request to `/threads/{thread_id}/copy`

Arguments:
- `thread_id`: The id of the thread.
```ignore
let response = client.copy_thread()
    .thread_id(thread_id)
    .send()
    .await;
```*/
    pub fn copy_thread(&self) -> builder::CopyThread<'_> {
        builder::CopyThread::new(self)
    }
    /**Get Thread Storage

Tells how much a thread takes in the database. What it shares with copies of it counts in full; its runs and their events do not count.


Sends a `GET` request to `/threads/{thread_id}/storage`

Arguments:
- `thread_id`: The id of the thread.
```ignore
let response = client.get_thread_storage()
    .thread_id(thread_id)
    .send()
    .await;
```*/
    pub fn get_thread_storage(&self) -> builder::GetThreadStorage<'_> {
        builder::GetThreadStorage::new(self)
    }
    /**Get Thread State

Returns the latest checkpoint of a thread: its values, the nodes that come next and the tasks that wait.
A thread without a checkpoint has empty values and no checkpoint.


Sends a `GET` request to `/threads/{thread_id}/state`

Arguments:
- `thread_id`: The id of the thread.
- `subgraphs`: Whether tasks that are subgraphs carry their own state.
```ignore
let response = client.get_thread_state()
    .thread_id(thread_id)
    .subgraphs(subgraphs)
    .send()
    .await;
```*/
    pub fn get_thread_state(&self) -> builder::GetThreadState<'_> {
        builder::GetThreadState::new(self)
    }
    /**Update Thread State

Writes values into the state of a thread as if a node had written them, in a checkpoint of its own after the newest one,
or after the one that is named: a fork. The thread must not have runs in flight.


Sends a `POST` request to `/threads/{thread_id}/state`

Arguments:
- `thread_id`: The id of the thread.
- `body`
```ignore
let response = client.update_thread_state()
    .thread_id(thread_id)
    .body(body)
    .send()
    .await;
```*/
    pub fn update_thread_state(&self) -> builder::UpdateThreadState<'_> {
        builder::UpdateThreadState::new(self)
    }
    /**Get Thread State At Checkpoint

Returns the state of a thread at one checkpoint. It is empty when there is no such checkpoint.

Sends a `GET` request to `/threads/{thread_id}/state/{checkpoint_id}`

Arguments:
- `thread_id`: The id of the thread.
- `checkpoint_id`: The id of the checkpoint.
- `subgraphs`: Whether tasks that are subgraphs carry their own state.
```ignore
let response = client.get_thread_state_at()
    .thread_id(thread_id)
    .checkpoint_id(checkpoint_id)
    .subgraphs(subgraphs)
    .send()
    .await;
```*/
    pub fn get_thread_state_at(&self) -> builder::GetThreadStateAt<'_> {
        builder::GetThreadStateAt::new(self)
    }
    /**Get Thread State At Checkpoint

As the state at a checkpoint, for one that is named by more than its id, such as a subgraph's.

Sends a `POST` request to `/threads/{thread_id}/state/checkpoint`

Arguments:
- `thread_id`: The id of the thread.
- `body`
```ignore
let response = client.get_thread_state_at_checkpoint()
    .thread_id(thread_id)
    .body(body)
    .send()
    .await;
```*/
    pub fn get_thread_state_at_checkpoint(
        &self,
    ) -> builder::GetThreadStateAtCheckpoint<'_> {
        builder::GetThreadStateAtCheckpoint::new(self)
    }
    /**Get Thread History

Lists the states of a thread, newest first.

Sends a `GET` request to `/threads/{thread_id}/history`

Arguments:
- `thread_id`: The id of the thread.
- `before`: Only states before this checkpoint.
- `limit`: How many states to return at most. 0 returns none.
```ignore
let response = client.get_thread_history()
    .thread_id(thread_id)
    .before(before)
    .limit(limit)
    .send()
    .await;
```*/
    pub fn get_thread_history(&self) -> builder::GetThreadHistory<'_> {
        builder::GetThreadHistory::new(self)
    }
    /**Get Thread History Post

Lists the states of a thread that match, newest first.

Sends a `POST` request to `/threads/{thread_id}/history`

Arguments:
- `thread_id`: The id of the thread.
- `body`
```ignore
let response = client.search_thread_history()
    .thread_id(thread_id)
    .body(body)
    .send()
    .await;
```*/
    pub fn search_thread_history(&self) -> builder::SearchThreadHistory<'_> {
        builder::SearchThreadHistory::new(self)
    }
    /**Join Thread Stream

Streams the events of every run of a thread, those that are going on and those to come, until the client leaves.
Each run begins with `metadata` and ends with `metadata` that says `run_done`. With `Last-Event-ID` the stream goes
on after that event, as far as events were kept: those of runs created with `stream_resumable: true`, and for a
while those that a reader of this stream may just have missed.


Sends a `GET` request to `/threads/{thread_id}/stream`

Arguments:
- `thread_id`: The id of the thread.
- `stream_modes`: What to send: `run_modes` for everything the runs stream, `lifecycle` for their beginnings and ends alone,
`state_update` for changes of the state outside of runs.

- `last_event_id`: The id of the last event that was received. `-1` replays everything that was kept.
```ignore
let response = client.join_thread_stream()
    .thread_id(thread_id)
    .stream_modes(stream_modes)
    .last_event_id(last_event_id)
    .send()
    .await;
```*/
    pub fn join_thread_stream(&self) -> builder::JoinThreadStream<'_> {
        builder::JoinThreadStream::new(self)
    }
    /**List Runs

Lists the runs of a thread, newest first.

Sends a `GET` request to `/threads/{thread_id}/runs`

Arguments:
- `thread_id`: The id of the thread.
- `limit`: How many runs to return at most. 0 returns none.
- `offset`: How many of the newest matching runs to skip.
- `select`: The fields to return of each run. All of them when absent.
- `status`: Only runs that have this status.
```ignore
let response = client.list_runs()
    .thread_id(thread_id)
    .limit(limit)
    .offset(offset)
    .select(select)
    .status(status)
    .send()
    .await;
```*/
    pub fn list_runs(&self) -> builder::ListRuns<'_> {
        builder::ListRuns::new(self)
    }
    /**Create Background Run

Puts a run in the queue of a thread and answers at once. The run is durable when the answer arrives.
When the thread is busy, `multitask_strategy` decides what happens.


Sends a `POST` request to `/threads/{thread_id}/runs`

Arguments:
- `thread_id`: The id of the thread.
- `body`
```ignore
let response = client.create_run()
    .thread_id(thread_id)
    .body(body)
    .send()
    .await;
```*/
    pub fn create_run(&self) -> builder::CreateRun<'_> {
        builder::CreateRun::new(self)
    }
    /**Create Run, Stream Output

Starts a run on a thread and streams its events as server-sent events. The first event is `metadata` with the
run's id; the body simply ends when the run has ended. A failure is an `error` event. Event ids appear when
`stream_resumable` is set. A comment keeps the connection warm every 5 seconds.


Sends a `POST` request to `/threads/{thread_id}/runs/stream`

Arguments:
- `thread_id`: The id of the thread.
- `body`
```ignore
let response = client.stream_run()
    .thread_id(thread_id)
    .body(body)
    .send()
    .await;
```*/
    pub fn stream_run(&self) -> builder::StreamRun<'_> {
        builder::StreamRun::new(self)
    }
    /**Create Run, Wait for Output

Starts a run on a thread and answers with the thread's values when the run has ended. The status line is sent
at once; until the values follow, a newline is sent every 5 seconds. A run that fails therefore answers 200
with `__error__`, and a run that stops at an interrupt adds `__interrupt__` to the values.


Sends a `POST` request to `/threads/{thread_id}/runs/wait`

Arguments:
- `thread_id`: The id of the thread.
- `body`
```ignore
let response = client.wait_run()
    .thread_id(thread_id)
    .body(body)
    .send()
    .await;
```*/
    pub fn wait_run(&self) -> builder::WaitRun<'_> {
        builder::WaitRun::new(self)
    }
    /**Get Run

Returns one run of a thread.

Sends a `GET` request to `/threads/{thread_id}/runs/{run_id}`

Arguments:
- `thread_id`: The id of the thread.
- `run_id`: The id of the run.
```ignore
let response = client.get_run()
    .thread_id(thread_id)
    .run_id(run_id)
    .send()
    .await;
```*/
    pub fn get_run(&self) -> builder::GetRun<'_> {
        builder::GetRun::new(self)
    }
    /**Delete Run

Deletes a run and its events. A run that is still going is stopped; the thread's checkpoints stay.

Sends a `DELETE` request to `/threads/{thread_id}/runs/{run_id}`

Arguments:
- `thread_id`: The id of the thread.
- `run_id`: The id of the run.
```ignore
let response = client.delete_run()
    .thread_id(thread_id)
    .run_id(run_id)
    .send()
    .await;
```*/
    pub fn delete_run(&self) -> builder::DeleteRun<'_> {
        builder::DeleteRun::new(self)
    }
    /**Join Run

Waits for a run that was started elsewhere and answers with the thread's values, as
`POST /threads/{thread_id}/runs/wait` does. A run that has ended answers at once.


Sends a `GET` request to `/threads/{thread_id}/runs/{run_id}/join`

Arguments:
- `thread_id`: The id of the thread.
- `run_id`: The id of the run.
- `cancel_on_disconnect`: Whether the run is cancelled when this client goes away.
```ignore
let response = client.join_run()
    .thread_id(thread_id)
    .run_id(run_id)
    .cancel_on_disconnect(cancel_on_disconnect)
    .send()
    .await;
```*/
    pub fn join_run(&self) -> builder::JoinRun<'_> {
        builder::JoinRun::new(self)
    }
    /**Join Run Stream

Streams the events of a run that was started elsewhere. Without `Last-Event-ID` only events from now on are sent;
of a run that has ended, those that were kept. With it, a run created with `stream_resumable: true` is replayed
strictly after that event and then followed live, each event exactly once. Other runs keep nothing to replay.


Sends a `GET` request to `/threads/{thread_id}/runs/{run_id}/stream`

Arguments:
- `thread_id`: The id of the thread.
- `run_id`: The id of the run.
- `cancel_on_disconnect`: Whether the run is cancelled when this client goes away.
- `stream_mode`: Send only the events of this mode, or of these when it is a list. A mode that the run was not created with, known
or not, has no events. All modes of the run when absent.

- `last_event_id`: The id of the last event that was received. `-1`, or any id before the first, replays everything.
An id that cannot be read replays nothing.

```ignore
let response = client.join_run_stream()
    .thread_id(thread_id)
    .run_id(run_id)
    .cancel_on_disconnect(cancel_on_disconnect)
    .stream_mode(stream_mode)
    .last_event_id(last_event_id)
    .send()
    .await;
```*/
    pub fn join_run_stream(&self) -> builder::JoinRunStream<'_> {
        builder::JoinRunStream::new(self)
    }
    /**Cancel Run

Stops a run that is waiting or going. `interrupt` keeps what it has done and ends it as `interrupted`; `rollback`
deletes the run and its checkpoints. The request has no body.


Sends a `POST` request to `/threads/{thread_id}/runs/{run_id}/cancel`

Arguments:
- `thread_id`: The id of the thread.
- `run_id`: The id of the run.
- `action`: What happens to the run and its checkpoints.
- `wait`: Whether to answer only when the run has really stopped.
```ignore
let response = client.cancel_run()
    .thread_id(thread_id)
    .run_id(run_id)
    .action(action)
    .wait(wait)
    .send()
    .await;
```*/
    pub fn cancel_run(&self) -> builder::CancelRun<'_> {
        builder::CancelRun::new(self)
    }
    /**Create Background Run

Puts a run in the queue on a thread of its own and answers at once. That thread is deleted with everything in it
when the run ends, unless `on_completion` is `keep`.


Sends a `POST` request to `/runs`

```ignore
let response = client.create_stateless_run()
    .body(body)
    .send()
    .await;
```*/
    pub fn create_stateless_run(&self) -> builder::CreateStatelessRun<'_> {
        builder::CreateStatelessRun::new(self)
    }
    /**Create Run Batch

Puts several stateless runs in the queue in one request. Either all of them are accepted or none.


Sends a `POST` request to `/runs/batch`

```ignore
let response = client.create_run_batch()
    .body(body)
    .send()
    .await;
```*/
    pub fn create_run_batch(&self) -> builder::CreateRunBatch<'_> {
        builder::CreateRunBatch::new(self)
    }
    /**Cancel Runs

Stops several runs: those that are named, on one thread, or all that have a status. Runs that have not started end
at once; running ones are stopped in the background.


Sends a `POST` request to `/runs/cancel`

Arguments:
- `action`: What happens to the runs and their checkpoints.
- `body`
```ignore
let response = client.cancel_runs()
    .action(action)
    .body(body)
    .send()
    .await;
```*/
    pub fn cancel_runs(&self) -> builder::CancelRuns<'_> {
        builder::CancelRuns::new(self)
    }
    /**Create Run, Stream Output

Starts a run on a thread of its own and streams its events, as `POST /threads/{thread_id}/runs/stream` does.
Such a run writes no checkpoints that outlive it, so the `checkpoints` mode has no events.


Sends a `POST` request to `/runs/stream`

```ignore
let response = client.stream_stateless_run()
    .body(body)
    .send()
    .await;
```*/
    pub fn stream_stateless_run(&self) -> builder::StreamStatelessRun<'_> {
        builder::StreamStatelessRun::new(self)
    }
    /**Create Run, Wait for Output

Starts a run on a thread of its own and answers with its final values, as
`POST /threads/{thread_id}/runs/wait` does. The thread is deleted afterwards unless `on_completion` is `keep`.


Sends a `POST` request to `/runs/wait`

```ignore
let response = client.wait_stateless_run()
    .body(body)
    .send()
    .await;
```*/
    pub fn wait_stateless_run(&self) -> builder::WaitStatelessRun<'_> {
        builder::WaitStatelessRun::new(self)
    }
    /**Get Item

Reads one item. The answer is null when there is none, or when its time to live is over.

The namespace may be written in three ways: its labels joined by dots (`?namespace=users.ann`, as the Python and JavaScript
clients do), a repeated key (`?namespace=users&namespace=ann`), or a JSON array.


Sends a `GET` request to `/store/items`

Arguments:
- `key`: The item's key.
- `namespace`: The item's namespace.
- `refresh_ttl`: Whether reading starts the item's time to live anew. Absent, the server's configuration decides (yes unless it says otherwise).
```ignore
let response = client.get_item()
    .key(key)
    .namespace(namespace)
    .refresh_ttl(refresh_ttl)
    .send()
    .await;
```*/
    pub fn get_item(&self) -> builder::GetItem<'_> {
        builder::GetItem::new(self)
    }
    /**Put Item

Stores an item, or replaces the value of the one that is there. `created_at` stays what it was at the first put.

Where `langgraph.json` has `store.index`, the item is made ready for search by meaning before it is stored. When that fails, the answer
is an error and nothing is stored.


Sends a `PUT` request to `/store/items`

```ignore
let response = client.put_item()
    .body(body)
    .send()
    .await;
```*/
    pub fn put_item(&self) -> builder::PutItem<'_> {
        builder::PutItem::new(self)
    }
    /**Delete Item

Deletes an item. Where there is none nothing happens.

Sends a `DELETE` request to `/store/items`

```ignore
let response = client.delete_item()
    .body(body)
    .send()
    .await;
```*/
    pub fn delete_item(&self) -> builder::DeleteItem<'_> {
        builder::DeleteItem::new(self)
    }
    /**Search Items

Lists the items at and below a namespace that match the filter, by namespace and key.

With a `query`, where `langgraph.json` has `store.index`: the nearest in meaning first, each with its `score`, the cosine between query
and item. Items that are not indexed come last and without a score. Without `store.index` a query has no effect.


Sends a `POST` request to `/store/items/search`

```ignore
let response = client.search_items()
    .body(body)
    .send()
    .await;
```*/
    pub fn search_items(&self) -> builder::SearchItems<'_> {
        builder::SearchItems::new(self)
    }
    /**List Namespaces

Lists the namespaces that have items, in order.

Sends a `POST` request to `/store/namespaces`

```ignore
let response = client.list_namespaces()
    .body(body)
    .send()
    .await;
```*/
    pub fn list_namespaces(&self) -> builder::ListNamespaces<'_> {
        builder::ListNamespaces::new(self)
    }
    /**Create Thread Cron

Starts runs on one thread by a schedule. The cron goes with its thread, and with its assistant.

Sends a `POST` request to `/threads/{thread_id}/runs/crons`

Arguments:
- `thread_id`: The id of the thread.
- `body`
```ignore
let response = client.create_thread_cron()
    .thread_id(thread_id)
    .body(body)
    .send()
    .await;
```*/
    pub fn create_thread_cron(&self) -> builder::CreateThreadCron<'_> {
        builder::CreateThreadCron::new(self)
    }
    /**Create Cron

Starts runs by a schedule, each on a thread of its own. That thread is deleted with everything in it when the run
ends, unless `on_run_completed` is `keep`. The cron goes with its assistant.


Sends a `POST` request to `/runs/crons`

```ignore
let response = client.create_cron()
    .body(body)
    .send()
    .await;
```*/
    pub fn create_cron(&self) -> builder::CreateCron<'_> {
        builder::CreateCron::new(self)
    }
    /**Search Crons

Lists the crons that match every given filter, newest first unless `sort_by` says otherwise.
The body is required; `{}` matches everything.


Sends a `POST` request to `/runs/crons/search`

```ignore
let response = client.search_crons()
    .body(body)
    .send()
    .await;
```*/
    pub fn search_crons(&self) -> builder::SearchCrons<'_> {
        builder::SearchCrons::new(self)
    }
    /**Count Crons

Counts the crons that match every given filter. The body is required; `{}` matches everything.

Sends a `POST` request to `/runs/crons/count`

```ignore
let response = client.count_crons()
    .body(body)
    .send()
    .await;
```*/
    pub fn count_crons(&self) -> builder::CountCrons<'_> {
        builder::CountCrons::new(self)
    }
    /**Get Cron

Returns one cron.

Sends a `GET` request to `/runs/crons/{cron_id}`

Arguments:
- `cron_id`: The id of the cron.
```ignore
let response = client.get_cron()
    .cron_id(cron_id)
    .send()
    .await;
```*/
    pub fn get_cron(&self) -> builder::GetCron<'_> {
        builder::GetCron::new(self)
    }
    /**Delete Cron

Deletes a cron. The runs that it has started go on.

Sends a `DELETE` request to `/runs/crons/{cron_id}`

Arguments:
- `cron_id`: The id of the cron.
```ignore
let response = client.delete_cron()
    .cron_id(cron_id)
    .send()
    .await;
```*/
    pub fn delete_cron(&self) -> builder::DeleteCron<'_> {
        builder::DeleteCron::new(self)
    }
    /**Update Cron

Changes the given members of a cron. `metadata` is merged, other members are replaced, and an `end_time` of null takes
the end away. A new schedule or time zone counts from now on, and so does a cron that is enabled again.


Sends a `PATCH` request to `/runs/crons/{cron_id}`

Arguments:
- `cron_id`: The id of the cron.
- `body`
```ignore
let response = client.update_cron()
    .cron_id(cron_id)
    .body(body)
    .send()
    .await;
```*/
    pub fn update_cron(&self) -> builder::UpdateCron<'_> {
        builder::UpdateCron::new(self)
    }
    /**Health Check

Answers when the server is ready for requests. `/` is another name for this path.

Sends a `GET` request to `/ok`

Arguments:
- `check_db`: With 1, a query to the database is part of the check.
```ignore
let response = client.health()
    .check_db(check_db)
    .send()
    .await;
```*/
    pub fn health(&self) -> builder::Health<'_> {
        builder::Health::new(self)
    }
    /**Server Information

Tells which server this is and what it can do.

Sends a `GET` request to `/info`

```ignore
let response = client.info()
    .send()
    .await;
```*/
    pub fn info(&self) -> builder::Info<'_> {
        builder::Info::new(self)
    }
    /**System Metrics

What the server counts and measures: requests, runs, the queue, workers, streams and storage. Series that the
reference has bear its names (`lg_api_...`), the others begin with `runyard_`; `process_...` is the server's process.
Counters begin at the start of the server. In the JSON, what the database does not tell right now is `null`.


Sends a `GET` request to `/metrics`

Arguments:
- `format`: Prometheus' text format, or JSON.
```ignore
let response = client.metrics()
    .format(format)
    .send()
    .await;
```*/
    pub fn metrics(&self) -> builder::Metrics<'_> {
        builder::Metrics::new(self)
    }
    /**API Documentation

A page for people that shows this document: every operation with its parameters, bodies, schemas and examples. It loads nothing
from elsewhere.


Sends a `GET` request to `/docs`

```ignore
let response = client.docs()
    .send()
    .await;
```*/
    pub fn docs(&self) -> builder::Docs<'_> {
        builder::Docs::new(self)
    }
    /**API Description

Returns the OpenAPI 3.1 document of this server.

Sends a `GET` request to `/openapi.json`

```ignore
let response = client.openapi()
    .send()
    .await;
```*/
    pub fn openapi(&self) -> builder::Openapi<'_> {
        builder::Openapi::new(self)
    }
}
/// Types for composing operation parameters.
#[allow(clippy::all)]
pub mod builder {
    use super::types;
    #[allow(unused_imports)]
    use super::{
        encode_path, ByteStream, ClientInfo, ClientHooks, Error, OperationInfo,
        RequestBuilderExt, ResponseValue,
    };
    /**Builder for [`Client::create_assistant`]

[`Client::create_assistant`]: super::Client::create_assistant*/
    #[derive(Debug, Clone)]
    pub struct CreateAssistant<'a> {
        client: &'a super::Client,
        body: Result<types::builder::AssistantCreate, String>,
    }
    impl<'a> CreateAssistant<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::AssistantCreate>,
            <V as std::convert::TryInto<
                types::AssistantCreate,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `AssistantCreate` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::AssistantCreate,
            ) -> types::builder::AssistantCreate,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/assistants`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Assistant>, Error<types::ErrorResponse>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::AssistantCreate::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/assistants", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "create_assistant",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::search_assistants`]

[`Client::search_assistants`]: super::Client::search_assistants*/
    #[derive(Debug, Clone)]
    pub struct SearchAssistants<'a> {
        client: &'a super::Client,
        body: Result<types::builder::AssistantSearchRequest, String>,
    }
    impl<'a> SearchAssistants<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::AssistantSearchRequest>,
            <V as std::convert::TryInto<
                types::AssistantSearchRequest,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!(
                        "conversion to `AssistantSearchRequest` for body failed: {}", s
                    )
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::AssistantSearchRequest,
            ) -> types::builder::AssistantSearchRequest,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/assistants/search`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::AssistantList>, Error<types::ErrorResponse>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::AssistantSearchRequest::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/assistants/search", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "search_assistants",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::count_assistants`]

[`Client::count_assistants`]: super::Client::count_assistants*/
    #[derive(Debug, Clone)]
    pub struct CountAssistants<'a> {
        client: &'a super::Client,
        body: Result<types::builder::AssistantCountRequest, String>,
    }
    impl<'a> CountAssistants<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::AssistantCountRequest>,
            <V as std::convert::TryInto<
                types::AssistantCountRequest,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!(
                        "conversion to `AssistantCountRequest` for body failed: {}", s
                    )
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::AssistantCountRequest,
            ) -> types::builder::AssistantCountRequest,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/assistants/count`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Count>, Error<types::ErrorResponse>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::AssistantCountRequest::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/assistants/count", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "count_assistants",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_assistant`]

[`Client::get_assistant`]: super::Client::get_assistant*/
    #[derive(Debug, Clone)]
    pub struct GetAssistant<'a> {
        client: &'a super::Client,
        assistant_id: Result<::uuid::Uuid, String>,
    }
    impl<'a> GetAssistant<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                assistant_id: Err("assistant_id was not initialized".to_string()),
            }
        }
        pub fn assistant_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.assistant_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for assistant_id failed".to_string()
                });
            self
        }
        ///Sends a `GET` request to `/assistants/{assistant_id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Assistant>, Error<types::ErrorResponse>> {
            let Self { client, assistant_id } = self;
            let assistant_id = assistant_id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/assistants/{}", client.baseurl, encode_path(& assistant_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_assistant",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::delete_assistant`]

[`Client::delete_assistant`]: super::Client::delete_assistant*/
    #[derive(Debug, Clone)]
    pub struct DeleteAssistant<'a> {
        client: &'a super::Client,
        assistant_id: Result<::uuid::Uuid, String>,
        delete_threads: Result<Option<bool>, String>,
    }
    impl<'a> DeleteAssistant<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                assistant_id: Err("assistant_id was not initialized".to_string()),
                delete_threads: Ok(None),
            }
        }
        pub fn assistant_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.assistant_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for assistant_id failed".to_string()
                });
            self
        }
        pub fn delete_threads<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<bool>,
        {
            self.delete_threads = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `bool` for delete_threads failed".to_string()
                });
            self
        }
        ///Sends a `DELETE` request to `/assistants/{assistant_id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<()>, Error<types::ErrorResponse>> {
            let Self { client, assistant_id, delete_threads } = self;
            let assistant_id = assistant_id.map_err(Error::InvalidRequest)?;
            let delete_threads = delete_threads.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/assistants/{}", client.baseurl, encode_path(& assistant_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .delete(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(
                    &progenitor_client::QueryParam::new(
                        "delete_threads",
                        &delete_threads,
                    ),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "delete_assistant",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::patch_assistant`]

[`Client::patch_assistant`]: super::Client::patch_assistant*/
    #[derive(Debug, Clone)]
    pub struct PatchAssistant<'a> {
        client: &'a super::Client,
        assistant_id: Result<::uuid::Uuid, String>,
        body: Result<types::builder::AssistantPatch, String>,
    }
    impl<'a> PatchAssistant<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                assistant_id: Err("assistant_id was not initialized".to_string()),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn assistant_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.assistant_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for assistant_id failed".to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::AssistantPatch>,
            <V as std::convert::TryInto<
                types::AssistantPatch,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `AssistantPatch` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::AssistantPatch,
            ) -> types::builder::AssistantPatch,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `PATCH` request to `/assistants/{assistant_id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Assistant>, Error<types::ErrorResponse>> {
            let Self { client, assistant_id, body } = self;
            let assistant_id = assistant_id.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| {
                    types::AssistantPatch::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/assistants/{}", client.baseurl, encode_path(& assistant_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .patch(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "patch_assistant",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_assistant_graph`]

[`Client::get_assistant_graph`]: super::Client::get_assistant_graph*/
    #[derive(Debug, Clone)]
    pub struct GetAssistantGraph<'a> {
        client: &'a super::Client,
        assistant_id: Result<types::AssistantOrGraphId, String>,
        xray: Result<Option<types::Xray>, String>,
    }
    impl<'a> GetAssistantGraph<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                assistant_id: Err("assistant_id was not initialized".to_string()),
                xray: Ok(None),
            }
        }
        pub fn assistant_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::AssistantOrGraphId>,
        {
            self.assistant_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `AssistantOrGraphId` for assistant_id failed"
                        .to_string()
                });
            self
        }
        pub fn xray<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::Xray>,
        {
            self.xray = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `Xray` for xray failed".to_string());
            self
        }
        ///Sends a `GET` request to `/assistants/{assistant_id}/graph`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::GraphDrawing>, Error<types::ErrorResponse>> {
            let Self { client, assistant_id, xray } = self;
            let assistant_id = assistant_id.map_err(Error::InvalidRequest)?;
            let xray = xray.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/assistants/{}/graph", client.baseurl, encode_path(& assistant_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("xray", &xray))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_assistant_graph",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_assistant_schemas`]

[`Client::get_assistant_schemas`]: super::Client::get_assistant_schemas*/
    #[derive(Debug, Clone)]
    pub struct GetAssistantSchemas<'a> {
        client: &'a super::Client,
        assistant_id: Result<::uuid::Uuid, String>,
    }
    impl<'a> GetAssistantSchemas<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                assistant_id: Err("assistant_id was not initialized".to_string()),
            }
        }
        pub fn assistant_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.assistant_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for assistant_id failed".to_string()
                });
            self
        }
        ///Sends a `GET` request to `/assistants/{assistant_id}/schemas`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::GraphSchema>, Error<types::ErrorResponse>> {
            let Self { client, assistant_id } = self;
            let assistant_id = assistant_id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/assistants/{}/schemas", client.baseurl, encode_path(& assistant_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_assistant_schemas",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_assistant_subgraphs`]

[`Client::get_assistant_subgraphs`]: super::Client::get_assistant_subgraphs*/
    #[derive(Debug, Clone)]
    pub struct GetAssistantSubgraphs<'a> {
        client: &'a super::Client,
        assistant_id: Result<::uuid::Uuid, String>,
        recurse: Result<Option<bool>, String>,
    }
    impl<'a> GetAssistantSubgraphs<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                assistant_id: Err("assistant_id was not initialized".to_string()),
                recurse: Ok(None),
            }
        }
        pub fn assistant_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.assistant_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for assistant_id failed".to_string()
                });
            self
        }
        pub fn recurse<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<bool>,
        {
            self.recurse = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `bool` for recurse failed".to_string());
            self
        }
        ///Sends a `GET` request to `/assistants/{assistant_id}/subgraphs`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Subgraphs>, Error<types::ErrorResponse>> {
            let Self { client, assistant_id, recurse } = self;
            let assistant_id = assistant_id.map_err(Error::InvalidRequest)?;
            let recurse = recurse.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/assistants/{}/subgraphs", client.baseurl, encode_path(& assistant_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("recurse", &recurse))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_assistant_subgraphs",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_assistant_subgraphs_at`]

[`Client::get_assistant_subgraphs_at`]: super::Client::get_assistant_subgraphs_at*/
    #[derive(Debug, Clone)]
    pub struct GetAssistantSubgraphsAt<'a> {
        client: &'a super::Client,
        assistant_id: Result<::uuid::Uuid, String>,
        namespace: Result<::std::string::String, String>,
        recurse: Result<Option<bool>, String>,
    }
    impl<'a> GetAssistantSubgraphsAt<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                assistant_id: Err("assistant_id was not initialized".to_string()),
                namespace: Err("namespace was not initialized".to_string()),
                recurse: Ok(None),
            }
        }
        pub fn assistant_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.assistant_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for assistant_id failed".to_string()
                });
            self
        }
        pub fn namespace<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.namespace = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for namespace failed"
                        .to_string()
                });
            self
        }
        pub fn recurse<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<bool>,
        {
            self.recurse = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `bool` for recurse failed".to_string());
            self
        }
        ///Sends a `GET` request to `/assistants/{assistant_id}/subgraphs/{namespace}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Subgraphs>, Error<types::ErrorResponse>> {
            let Self { client, assistant_id, namespace, recurse } = self;
            let assistant_id = assistant_id.map_err(Error::InvalidRequest)?;
            let namespace = namespace.map_err(Error::InvalidRequest)?;
            let recurse = recurse.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/assistants/{}/subgraphs/{}", client.baseurl, encode_path(&
                assistant_id.to_string()), encode_path(& namespace.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("recurse", &recurse))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_assistant_subgraphs_at",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_assistant_versions`]

[`Client::get_assistant_versions`]: super::Client::get_assistant_versions*/
    #[derive(Debug, Clone)]
    pub struct GetAssistantVersions<'a> {
        client: &'a super::Client,
        assistant_id: Result<::uuid::Uuid, String>,
        body: Result<types::builder::AssistantVersionsSearchRequest, String>,
    }
    impl<'a> GetAssistantVersions<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                assistant_id: Err("assistant_id was not initialized".to_string()),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn assistant_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.assistant_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for assistant_id failed".to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::AssistantVersionsSearchRequest>,
            <V as std::convert::TryInto<
                types::AssistantVersionsSearchRequest,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!(
                        "conversion to `AssistantVersionsSearchRequest` for body failed: {}",
                        s
                    )
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::AssistantVersionsSearchRequest,
            ) -> types::builder::AssistantVersionsSearchRequest,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/assistants/{assistant_id}/versions`
        pub async fn send(
            self,
        ) -> Result<
            ResponseValue<types::AssistantVersionList>,
            Error<types::ErrorResponse>,
        > {
            let Self { client, assistant_id, body } = self;
            let assistant_id = assistant_id.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| {
                    types::AssistantVersionsSearchRequest::try_from(v)
                        .map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/assistants/{}/versions", client.baseurl, encode_path(& assistant_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_assistant_versions",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::set_latest_assistant_version`]

[`Client::set_latest_assistant_version`]: super::Client::set_latest_assistant_version*/
    #[derive(Debug, Clone)]
    pub struct SetLatestAssistantVersion<'a> {
        client: &'a super::Client,
        assistant_id: Result<::uuid::Uuid, String>,
        version: Result<Option<i64>, String>,
        body: Result<types::builder::AssistantVersionChange, String>,
    }
    impl<'a> SetLatestAssistantVersion<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                assistant_id: Err("assistant_id was not initialized".to_string()),
                version: Ok(None),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn assistant_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.assistant_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for assistant_id failed".to_string()
                });
            self
        }
        pub fn version<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<i64>,
        {
            self.version = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `i64` for version failed".to_string());
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::AssistantVersionChange>,
            <V as std::convert::TryInto<
                types::AssistantVersionChange,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!(
                        "conversion to `AssistantVersionChange` for body failed: {}", s
                    )
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::AssistantVersionChange,
            ) -> types::builder::AssistantVersionChange,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/assistants/{assistant_id}/latest`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Assistant>, Error<types::ErrorResponse>> {
            let Self { client, assistant_id, version, body } = self;
            let assistant_id = assistant_id.map_err(Error::InvalidRequest)?;
            let version = version.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| {
                    types::AssistantVersionChange::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/assistants/{}/latest", client.baseurl, encode_path(& assistant_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .query(&progenitor_client::QueryParam::new("version", &version))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "set_latest_assistant_version",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::create_thread`]

[`Client::create_thread`]: super::Client::create_thread*/
    #[derive(Debug, Clone)]
    pub struct CreateThread<'a> {
        client: &'a super::Client,
        body: Result<types::builder::ThreadCreate, String>,
    }
    impl<'a> CreateThread<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ThreadCreate>,
            <V as std::convert::TryInto<types::ThreadCreate>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `ThreadCreate` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::ThreadCreate,
            ) -> types::builder::ThreadCreate,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/threads`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Thread>, Error<types::ErrorResponse>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::ThreadCreate::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/threads", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "create_thread",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::search_threads`]

[`Client::search_threads`]: super::Client::search_threads*/
    #[derive(Debug, Clone)]
    pub struct SearchThreads<'a> {
        client: &'a super::Client,
        body: Result<types::builder::ThreadSearchRequest, String>,
    }
    impl<'a> SearchThreads<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ThreadSearchRequest>,
            <V as std::convert::TryInto<
                types::ThreadSearchRequest,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `ThreadSearchRequest` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::ThreadSearchRequest,
            ) -> types::builder::ThreadSearchRequest,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/threads/search`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::ThreadList>, Error<types::ErrorResponse>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::ThreadSearchRequest::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/threads/search", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "search_threads",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::count_threads`]

[`Client::count_threads`]: super::Client::count_threads*/
    #[derive(Debug, Clone)]
    pub struct CountThreads<'a> {
        client: &'a super::Client,
        body: Result<types::builder::ThreadCountRequest, String>,
    }
    impl<'a> CountThreads<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ThreadCountRequest>,
            <V as std::convert::TryInto<
                types::ThreadCountRequest,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `ThreadCountRequest` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::ThreadCountRequest,
            ) -> types::builder::ThreadCountRequest,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/threads/count`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Count>, Error<types::ErrorResponse>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::ThreadCountRequest::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/threads/count", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "count_threads",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::prune_threads`]

[`Client::prune_threads`]: super::Client::prune_threads*/
    #[derive(Debug, Clone)]
    pub struct PruneThreads<'a> {
        client: &'a super::Client,
        body: Result<types::builder::ThreadPruneRequest, String>,
    }
    impl<'a> PruneThreads<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ThreadPruneRequest>,
            <V as std::convert::TryInto<
                types::ThreadPruneRequest,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `ThreadPruneRequest` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::ThreadPruneRequest,
            ) -> types::builder::ThreadPruneRequest,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/threads/prune`
        pub async fn send(
            self,
        ) -> Result<
            ResponseValue<types::ThreadPruneResponse>,
            Error<types::ErrorResponse>,
        > {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::ThreadPruneRequest::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/threads/prune", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "prune_threads",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_thread`]

[`Client::get_thread`]: super::Client::get_thread*/
    #[derive(Debug, Clone)]
    pub struct GetThread<'a> {
        client: &'a super::Client,
        thread_id: Result<::uuid::Uuid, String>,
        include: Result<Option<::std::string::String>, String>,
    }
    impl<'a> GetThread<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                thread_id: Err("thread_id was not initialized".to_string()),
                include: Ok(None),
            }
        }
        pub fn thread_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.thread_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for thread_id failed".to_string()
                });
            self
        }
        pub fn include<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.include = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for include failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/threads/{thread_id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Thread>, Error<types::ErrorResponse>> {
            let Self { client, thread_id, include } = self;
            let thread_id = thread_id.map_err(Error::InvalidRequest)?;
            let include = include.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/threads/{}", client.baseurl, encode_path(& thread_id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("include", &include))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_thread",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::delete_thread`]

[`Client::delete_thread`]: super::Client::delete_thread*/
    #[derive(Debug, Clone)]
    pub struct DeleteThread<'a> {
        client: &'a super::Client,
        thread_id: Result<::uuid::Uuid, String>,
    }
    impl<'a> DeleteThread<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                thread_id: Err("thread_id was not initialized".to_string()),
            }
        }
        pub fn thread_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.thread_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for thread_id failed".to_string()
                });
            self
        }
        ///Sends a `DELETE` request to `/threads/{thread_id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<()>, Error<types::ErrorResponse>> {
            let Self { client, thread_id } = self;
            let thread_id = thread_id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/threads/{}", client.baseurl, encode_path(& thread_id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .delete(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "delete_thread",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::patch_thread`]

[`Client::patch_thread`]: super::Client::patch_thread*/
    #[derive(Debug, Clone)]
    pub struct PatchThread<'a> {
        client: &'a super::Client,
        thread_id: Result<::uuid::Uuid, String>,
        prefer: Result<Option<::std::string::String>, String>,
        body: Result<types::builder::ThreadPatch, String>,
    }
    impl<'a> PatchThread<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                thread_id: Err("thread_id was not initialized".to_string()),
                prefer: Ok(None),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn thread_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.thread_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for thread_id failed".to_string()
                });
            self
        }
        pub fn prefer<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.prefer = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for prefer failed"
                        .to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ThreadPatch>,
            <V as std::convert::TryInto<types::ThreadPatch>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `ThreadPatch` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::ThreadPatch,
            ) -> types::builder::ThreadPatch,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `PATCH` request to `/threads/{thread_id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Thread>, Error<types::ErrorResponse>> {
            let Self { client, thread_id, prefer, body } = self;
            let thread_id = thread_id.map_err(Error::InvalidRequest)?;
            let prefer = prefer.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| types::ThreadPatch::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/threads/{}", client.baseurl, encode_path(& thread_id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = prefer {
                header_map.append("Prefer", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .patch(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "patch_thread",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200..=299 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::copy_thread`]

[`Client::copy_thread`]: super::Client::copy_thread*/
    #[derive(Debug, Clone)]
    pub struct CopyThread<'a> {
        client: &'a super::Client,
        thread_id: Result<::uuid::Uuid, String>,
    }
    impl<'a> CopyThread<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                thread_id: Err("thread_id was not initialized".to_string()),
            }
        }
        pub fn thread_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.thread_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for thread_id failed".to_string()
                });
            self
        }
        ///Sends a `POST` request to `/threads/{thread_id}/copy`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Thread>, Error<types::ErrorResponse>> {
            let Self { client, thread_id } = self;
            let thread_id = thread_id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/threads/{}/copy", client.baseurl, encode_path(& thread_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "copy_thread",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_thread_storage`]

[`Client::get_thread_storage`]: super::Client::get_thread_storage*/
    #[derive(Debug, Clone)]
    pub struct GetThreadStorage<'a> {
        client: &'a super::Client,
        thread_id: Result<::uuid::Uuid, String>,
    }
    impl<'a> GetThreadStorage<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                thread_id: Err("thread_id was not initialized".to_string()),
            }
        }
        pub fn thread_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.thread_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for thread_id failed".to_string()
                });
            self
        }
        ///Sends a `GET` request to `/threads/{thread_id}/storage`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::ThreadStorage>, Error<types::ErrorResponse>> {
            let Self { client, thread_id } = self;
            let thread_id = thread_id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/threads/{}/storage", client.baseurl, encode_path(& thread_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_thread_storage",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_thread_state`]

[`Client::get_thread_state`]: super::Client::get_thread_state*/
    #[derive(Debug, Clone)]
    pub struct GetThreadState<'a> {
        client: &'a super::Client,
        thread_id: Result<::uuid::Uuid, String>,
        subgraphs: Result<Option<bool>, String>,
    }
    impl<'a> GetThreadState<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                thread_id: Err("thread_id was not initialized".to_string()),
                subgraphs: Ok(None),
            }
        }
        pub fn thread_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.thread_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for thread_id failed".to_string()
                });
            self
        }
        pub fn subgraphs<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<bool>,
        {
            self.subgraphs = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `bool` for subgraphs failed".to_string());
            self
        }
        ///Sends a `GET` request to `/threads/{thread_id}/state`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::ThreadState>, Error<types::ErrorResponse>> {
            let Self { client, thread_id, subgraphs } = self;
            let thread_id = thread_id.map_err(Error::InvalidRequest)?;
            let subgraphs = subgraphs.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/threads/{}/state", client.baseurl, encode_path(& thread_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("subgraphs", &subgraphs))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_thread_state",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::update_thread_state`]

[`Client::update_thread_state`]: super::Client::update_thread_state*/
    #[derive(Debug, Clone)]
    pub struct UpdateThreadState<'a> {
        client: &'a super::Client,
        thread_id: Result<::uuid::Uuid, String>,
        body: Result<types::builder::ThreadStateUpdate, String>,
    }
    impl<'a> UpdateThreadState<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                thread_id: Err("thread_id was not initialized".to_string()),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn thread_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.thread_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for thread_id failed".to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ThreadStateUpdate>,
            <V as std::convert::TryInto<
                types::ThreadStateUpdate,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `ThreadStateUpdate` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::ThreadStateUpdate,
            ) -> types::builder::ThreadStateUpdate,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/threads/{thread_id}/state`
        pub async fn send(
            self,
        ) -> Result<
            ResponseValue<types::ThreadStateUpdateResponse>,
            Error<types::ErrorResponse>,
        > {
            let Self { client, thread_id, body } = self;
            let thread_id = thread_id.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| {
                    types::ThreadStateUpdate::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/threads/{}/state", client.baseurl, encode_path(& thread_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "update_thread_state",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_thread_state_at`]

[`Client::get_thread_state_at`]: super::Client::get_thread_state_at*/
    #[derive(Debug, Clone)]
    pub struct GetThreadStateAt<'a> {
        client: &'a super::Client,
        thread_id: Result<::uuid::Uuid, String>,
        checkpoint_id: Result<::uuid::Uuid, String>,
        subgraphs: Result<Option<bool>, String>,
    }
    impl<'a> GetThreadStateAt<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                thread_id: Err("thread_id was not initialized".to_string()),
                checkpoint_id: Err("checkpoint_id was not initialized".to_string()),
                subgraphs: Ok(None),
            }
        }
        pub fn thread_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.thread_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for thread_id failed".to_string()
                });
            self
        }
        pub fn checkpoint_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.checkpoint_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for checkpoint_id failed"
                        .to_string()
                });
            self
        }
        pub fn subgraphs<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<bool>,
        {
            self.subgraphs = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `bool` for subgraphs failed".to_string());
            self
        }
        ///Sends a `GET` request to `/threads/{thread_id}/state/{checkpoint_id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::ThreadState>, Error<types::ErrorResponse>> {
            let Self { client, thread_id, checkpoint_id, subgraphs } = self;
            let thread_id = thread_id.map_err(Error::InvalidRequest)?;
            let checkpoint_id = checkpoint_id.map_err(Error::InvalidRequest)?;
            let subgraphs = subgraphs.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/threads/{}/state/{}", client.baseurl, encode_path(& thread_id
                .to_string()), encode_path(& checkpoint_id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("subgraphs", &subgraphs))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_thread_state_at",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_thread_state_at_checkpoint`]

[`Client::get_thread_state_at_checkpoint`]: super::Client::get_thread_state_at_checkpoint*/
    #[derive(Debug, Clone)]
    pub struct GetThreadStateAtCheckpoint<'a> {
        client: &'a super::Client,
        thread_id: Result<::uuid::Uuid, String>,
        body: Result<types::builder::ThreadStateCheckpointRequest, String>,
    }
    impl<'a> GetThreadStateAtCheckpoint<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                thread_id: Err("thread_id was not initialized".to_string()),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn thread_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.thread_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for thread_id failed".to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ThreadStateCheckpointRequest>,
            <V as std::convert::TryInto<
                types::ThreadStateCheckpointRequest,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!(
                        "conversion to `ThreadStateCheckpointRequest` for body failed: {}",
                        s
                    )
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::ThreadStateCheckpointRequest,
            ) -> types::builder::ThreadStateCheckpointRequest,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/threads/{thread_id}/state/checkpoint`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::ThreadState>, Error<types::ErrorResponse>> {
            let Self { client, thread_id, body } = self;
            let thread_id = thread_id.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| {
                    types::ThreadStateCheckpointRequest::try_from(v)
                        .map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/threads/{}/state/checkpoint", client.baseurl, encode_path(& thread_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_thread_state_at_checkpoint",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_thread_history`]

[`Client::get_thread_history`]: super::Client::get_thread_history*/
    #[derive(Debug, Clone)]
    pub struct GetThreadHistory<'a> {
        client: &'a super::Client,
        thread_id: Result<::uuid::Uuid, String>,
        before: Result<Option<::std::string::String>, String>,
        limit: Result<Option<i64>, String>,
    }
    impl<'a> GetThreadHistory<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                thread_id: Err("thread_id was not initialized".to_string()),
                before: Ok(None),
                limit: Ok(None),
            }
        }
        pub fn thread_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.thread_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for thread_id failed".to_string()
                });
            self
        }
        pub fn before<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.before = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for before failed"
                        .to_string()
                });
            self
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<i64>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `i64` for limit failed".to_string());
            self
        }
        ///Sends a `GET` request to `/threads/{thread_id}/history`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::ThreadStateList>, Error<types::ErrorResponse>> {
            let Self { client, thread_id, before, limit } = self;
            let thread_id = thread_id.map_err(Error::InvalidRequest)?;
            let before = before.map_err(Error::InvalidRequest)?;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/threads/{}/history", client.baseurl, encode_path(& thread_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("before", &before))
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_thread_history",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::search_thread_history`]

[`Client::search_thread_history`]: super::Client::search_thread_history*/
    #[derive(Debug, Clone)]
    pub struct SearchThreadHistory<'a> {
        client: &'a super::Client,
        thread_id: Result<::uuid::Uuid, String>,
        body: Result<types::builder::ThreadStateSearch, String>,
    }
    impl<'a> SearchThreadHistory<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                thread_id: Err("thread_id was not initialized".to_string()),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn thread_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.thread_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for thread_id failed".to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ThreadStateSearch>,
            <V as std::convert::TryInto<
                types::ThreadStateSearch,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `ThreadStateSearch` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::ThreadStateSearch,
            ) -> types::builder::ThreadStateSearch,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/threads/{thread_id}/history`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::ThreadStateList>, Error<types::ErrorResponse>> {
            let Self { client, thread_id, body } = self;
            let thread_id = thread_id.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| {
                    types::ThreadStateSearch::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/threads/{}/history", client.baseurl, encode_path(& thread_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "search_thread_history",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::join_thread_stream`]

[`Client::join_thread_stream`]: super::Client::join_thread_stream*/
    #[derive(Debug, Clone)]
    pub struct JoinThreadStream<'a> {
        client: &'a super::Client,
        thread_id: Result<::uuid::Uuid, String>,
        stream_modes: Result<Option<types::JoinThreadStreamStreamModes>, String>,
        last_event_id: Result<Option<::std::string::String>, String>,
    }
    impl<'a> JoinThreadStream<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                thread_id: Err("thread_id was not initialized".to_string()),
                stream_modes: Ok(None),
                last_event_id: Ok(None),
            }
        }
        pub fn thread_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.thread_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for thread_id failed".to_string()
                });
            self
        }
        pub fn stream_modes<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::JoinThreadStreamStreamModes>,
        {
            self.stream_modes = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `JoinThreadStreamStreamModes` for stream_modes failed"
                        .to_string()
                });
            self
        }
        pub fn last_event_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.last_event_id = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for last_event_id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/threads/{thread_id}/stream`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<ByteStream>, Error<types::ErrorResponse>> {
            let Self { client, thread_id, stream_modes, last_event_id } = self;
            let thread_id = thread_id.map_err(Error::InvalidRequest)?;
            let stream_modes = stream_modes.map_err(Error::InvalidRequest)?;
            let last_event_id = last_event_id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/threads/{}/stream", client.baseurl, encode_path(& thread_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = last_event_id {
                header_map.append("Last-Event-ID", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .query(
                    &progenitor_client::QueryParam::new("stream_modes", &stream_modes),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "join_thread_stream",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => Ok(ResponseValue::stream(response)),
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::list_runs`]

[`Client::list_runs`]: super::Client::list_runs*/
    #[derive(Debug, Clone)]
    pub struct ListRuns<'a> {
        client: &'a super::Client,
        thread_id: Result<::uuid::Uuid, String>,
        limit: Result<Option<i64>, String>,
        offset: Result<Option<i64>, String>,
        select: Result<Option<::std::vec::Vec<types::RunField>>, String>,
        status: Result<Option<types::RunStatus>, String>,
    }
    impl<'a> ListRuns<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                thread_id: Err("thread_id was not initialized".to_string()),
                limit: Ok(None),
                offset: Ok(None),
                select: Ok(None),
                status: Ok(None),
            }
        }
        pub fn thread_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.thread_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for thread_id failed".to_string()
                });
            self
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<i64>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `i64` for limit failed".to_string());
            self
        }
        pub fn offset<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<i64>,
        {
            self.offset = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `i64` for offset failed".to_string());
            self
        }
        pub fn select<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::vec::Vec<types::RunField>>,
        {
            self.select = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: vec :: Vec < RunField >` for select failed"
                        .to_string()
                });
            self
        }
        pub fn status<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RunStatus>,
        {
            self.status = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `RunStatus` for status failed".to_string());
            self
        }
        ///Sends a `GET` request to `/threads/{thread_id}/runs`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::RunList>, Error<types::ErrorResponse>> {
            let Self { client, thread_id, limit, offset, select, status } = self;
            let thread_id = thread_id.map_err(Error::InvalidRequest)?;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let offset = offset.map_err(Error::InvalidRequest)?;
            let select = select.map_err(Error::InvalidRequest)?;
            let status = status.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/threads/{}/runs", client.baseurl, encode_path(& thread_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .query(&progenitor_client::QueryParam::new("offset", &offset))
                .query(&progenitor_client::QueryParam::new("select", &select))
                .query(&progenitor_client::QueryParam::new("status", &status))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "list_runs",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::create_run`]

[`Client::create_run`]: super::Client::create_run*/
    #[derive(Debug, Clone)]
    pub struct CreateRun<'a> {
        client: &'a super::Client,
        thread_id: Result<::uuid::Uuid, String>,
        body: Result<types::builder::RunCreateStateful, String>,
    }
    impl<'a> CreateRun<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                thread_id: Err("thread_id was not initialized".to_string()),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn thread_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.thread_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for thread_id failed".to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RunCreateStateful>,
            <V as std::convert::TryInto<
                types::RunCreateStateful,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `RunCreateStateful` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::RunCreateStateful,
            ) -> types::builder::RunCreateStateful,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/threads/{thread_id}/runs`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Run>, Error<types::ErrorResponse>> {
            let Self { client, thread_id, body } = self;
            let thread_id = thread_id.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| {
                    types::RunCreateStateful::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/threads/{}/runs", client.baseurl, encode_path(& thread_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "create_run",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::stream_run`]

[`Client::stream_run`]: super::Client::stream_run*/
    #[derive(Debug, Clone)]
    pub struct StreamRun<'a> {
        client: &'a super::Client,
        thread_id: Result<::uuid::Uuid, String>,
        body: Result<types::builder::RunCreateStreamingStateful, String>,
    }
    impl<'a> StreamRun<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                thread_id: Err("thread_id was not initialized".to_string()),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn thread_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.thread_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for thread_id failed".to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RunCreateStreamingStateful>,
            <V as std::convert::TryInto<
                types::RunCreateStreamingStateful,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!(
                        "conversion to `RunCreateStreamingStateful` for body failed: {}",
                        s
                    )
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::RunCreateStreamingStateful,
            ) -> types::builder::RunCreateStreamingStateful,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/threads/{thread_id}/runs/stream`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<ByteStream>, Error<types::ErrorResponse>> {
            let Self { client, thread_id, body } = self;
            let thread_id = thread_id.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| {
                    types::RunCreateStreamingStateful::try_from(v)
                        .map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/threads/{}/runs/stream", client.baseurl, encode_path(& thread_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "stream_run",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => Ok(ResponseValue::stream(response)),
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::wait_run`]

[`Client::wait_run`]: super::Client::wait_run*/
    #[derive(Debug, Clone)]
    pub struct WaitRun<'a> {
        client: &'a super::Client,
        thread_id: Result<::uuid::Uuid, String>,
        body: Result<types::builder::RunCreateStreamingStateful, String>,
    }
    impl<'a> WaitRun<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                thread_id: Err("thread_id was not initialized".to_string()),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn thread_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.thread_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for thread_id failed".to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RunCreateStreamingStateful>,
            <V as std::convert::TryInto<
                types::RunCreateStreamingStateful,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!(
                        "conversion to `RunCreateStreamingStateful` for body failed: {}",
                        s
                    )
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::RunCreateStreamingStateful,
            ) -> types::builder::RunCreateStreamingStateful,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/threads/{thread_id}/runs/wait`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<::serde_json::Value>, Error<types::ErrorResponse>> {
            let Self { client, thread_id, body } = self;
            let thread_id = thread_id.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| {
                    types::RunCreateStreamingStateful::try_from(v)
                        .map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/threads/{}/runs/wait", client.baseurl, encode_path(& thread_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "wait_run",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_run`]

[`Client::get_run`]: super::Client::get_run*/
    #[derive(Debug, Clone)]
    pub struct GetRun<'a> {
        client: &'a super::Client,
        thread_id: Result<::uuid::Uuid, String>,
        run_id: Result<::uuid::Uuid, String>,
    }
    impl<'a> GetRun<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                thread_id: Err("thread_id was not initialized".to_string()),
                run_id: Err("run_id was not initialized".to_string()),
            }
        }
        pub fn thread_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.thread_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for thread_id failed".to_string()
                });
            self
        }
        pub fn run_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.run_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for run_id failed".to_string()
                });
            self
        }
        ///Sends a `GET` request to `/threads/{thread_id}/runs/{run_id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Run>, Error<types::ErrorResponse>> {
            let Self { client, thread_id, run_id } = self;
            let thread_id = thread_id.map_err(Error::InvalidRequest)?;
            let run_id = run_id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/threads/{}/runs/{}", client.baseurl, encode_path(& thread_id
                .to_string()), encode_path(& run_id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_run",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::delete_run`]

[`Client::delete_run`]: super::Client::delete_run*/
    #[derive(Debug, Clone)]
    pub struct DeleteRun<'a> {
        client: &'a super::Client,
        thread_id: Result<::uuid::Uuid, String>,
        run_id: Result<::uuid::Uuid, String>,
    }
    impl<'a> DeleteRun<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                thread_id: Err("thread_id was not initialized".to_string()),
                run_id: Err("run_id was not initialized".to_string()),
            }
        }
        pub fn thread_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.thread_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for thread_id failed".to_string()
                });
            self
        }
        pub fn run_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.run_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for run_id failed".to_string()
                });
            self
        }
        ///Sends a `DELETE` request to `/threads/{thread_id}/runs/{run_id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<()>, Error<types::ErrorResponse>> {
            let Self { client, thread_id, run_id } = self;
            let thread_id = thread_id.map_err(Error::InvalidRequest)?;
            let run_id = run_id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/threads/{}/runs/{}", client.baseurl, encode_path(& thread_id
                .to_string()), encode_path(& run_id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .delete(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "delete_run",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::join_run`]

[`Client::join_run`]: super::Client::join_run*/
    #[derive(Debug, Clone)]
    pub struct JoinRun<'a> {
        client: &'a super::Client,
        thread_id: Result<::uuid::Uuid, String>,
        run_id: Result<::uuid::Uuid, String>,
        cancel_on_disconnect: Result<Option<bool>, String>,
    }
    impl<'a> JoinRun<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                thread_id: Err("thread_id was not initialized".to_string()),
                run_id: Err("run_id was not initialized".to_string()),
                cancel_on_disconnect: Ok(None),
            }
        }
        pub fn thread_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.thread_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for thread_id failed".to_string()
                });
            self
        }
        pub fn run_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.run_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for run_id failed".to_string()
                });
            self
        }
        pub fn cancel_on_disconnect<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<bool>,
        {
            self.cancel_on_disconnect = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `bool` for cancel_on_disconnect failed".to_string()
                });
            self
        }
        ///Sends a `GET` request to `/threads/{thread_id}/runs/{run_id}/join`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<::serde_json::Value>, Error<types::ErrorResponse>> {
            let Self { client, thread_id, run_id, cancel_on_disconnect } = self;
            let thread_id = thread_id.map_err(Error::InvalidRequest)?;
            let run_id = run_id.map_err(Error::InvalidRequest)?;
            let cancel_on_disconnect = cancel_on_disconnect
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/threads/{}/runs/{}/join", client.baseurl, encode_path(& thread_id
                .to_string()), encode_path(& run_id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(
                    &progenitor_client::QueryParam::new(
                        "cancel_on_disconnect",
                        &cancel_on_disconnect,
                    ),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "join_run",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::join_run_stream`]

[`Client::join_run_stream`]: super::Client::join_run_stream*/
    #[derive(Debug, Clone)]
    pub struct JoinRunStream<'a> {
        client: &'a super::Client,
        thread_id: Result<::uuid::Uuid, String>,
        run_id: Result<::uuid::Uuid, String>,
        cancel_on_disconnect: Result<Option<bool>, String>,
        stream_mode: Result<Option<::std::vec::Vec<::std::string::String>>, String>,
        last_event_id: Result<Option<::std::string::String>, String>,
    }
    impl<'a> JoinRunStream<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                thread_id: Err("thread_id was not initialized".to_string()),
                run_id: Err("run_id was not initialized".to_string()),
                cancel_on_disconnect: Ok(None),
                stream_mode: Ok(None),
                last_event_id: Ok(None),
            }
        }
        pub fn thread_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.thread_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for thread_id failed".to_string()
                });
            self
        }
        pub fn run_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.run_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for run_id failed".to_string()
                });
            self
        }
        pub fn cancel_on_disconnect<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<bool>,
        {
            self.cancel_on_disconnect = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `bool` for cancel_on_disconnect failed".to_string()
                });
            self
        }
        pub fn stream_mode<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
        {
            self.stream_mode = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: vec :: Vec < :: std :: string :: String >` for stream_mode failed"
                        .to_string()
                });
            self
        }
        pub fn last_event_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.last_event_id = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for last_event_id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/threads/{thread_id}/runs/{run_id}/stream`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<ByteStream>, Error<types::ErrorResponse>> {
            let Self {
                client,
                thread_id,
                run_id,
                cancel_on_disconnect,
                stream_mode,
                last_event_id,
            } = self;
            let thread_id = thread_id.map_err(Error::InvalidRequest)?;
            let run_id = run_id.map_err(Error::InvalidRequest)?;
            let cancel_on_disconnect = cancel_on_disconnect
                .map_err(Error::InvalidRequest)?;
            let stream_mode = stream_mode.map_err(Error::InvalidRequest)?;
            let last_event_id = last_event_id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/threads/{}/runs/{}/stream", client.baseurl, encode_path(& thread_id
                .to_string()), encode_path(& run_id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = last_event_id {
                header_map.append("Last-Event-ID", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .query(
                    &progenitor_client::QueryParam::new(
                        "cancel_on_disconnect",
                        &cancel_on_disconnect,
                    ),
                )
                .query(&progenitor_client::QueryParam::new("stream_mode", &stream_mode))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "join_run_stream",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => Ok(ResponseValue::stream(response)),
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::cancel_run`]

[`Client::cancel_run`]: super::Client::cancel_run*/
    #[derive(Debug, Clone)]
    pub struct CancelRun<'a> {
        client: &'a super::Client,
        thread_id: Result<::uuid::Uuid, String>,
        run_id: Result<::uuid::Uuid, String>,
        action: Result<Option<types::CancelAction>, String>,
        wait: Result<Option<bool>, String>,
    }
    impl<'a> CancelRun<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                thread_id: Err("thread_id was not initialized".to_string()),
                run_id: Err("run_id was not initialized".to_string()),
                action: Ok(None),
                wait: Ok(None),
            }
        }
        pub fn thread_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.thread_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for thread_id failed".to_string()
                });
            self
        }
        pub fn run_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.run_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for run_id failed".to_string()
                });
            self
        }
        pub fn action<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::CancelAction>,
        {
            self.action = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `CancelAction` for action failed".to_string()
                });
            self
        }
        pub fn wait<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<bool>,
        {
            self.wait = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `bool` for wait failed".to_string());
            self
        }
        ///Sends a `POST` request to `/threads/{thread_id}/runs/{run_id}/cancel`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<::serde_json::Value>, Error<types::ErrorResponse>> {
            let Self { client, thread_id, run_id, action, wait } = self;
            let thread_id = thread_id.map_err(Error::InvalidRequest)?;
            let run_id = run_id.map_err(Error::InvalidRequest)?;
            let action = action.map_err(Error::InvalidRequest)?;
            let wait = wait.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/threads/{}/runs/{}/cancel", client.baseurl, encode_path(& thread_id
                .to_string()), encode_path(& run_id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("action", &action))
                .query(&progenitor_client::QueryParam::new("wait", &wait))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "cancel_run",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200..=299 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::create_stateless_run`]

[`Client::create_stateless_run`]: super::Client::create_stateless_run*/
    #[derive(Debug, Clone)]
    pub struct CreateStatelessRun<'a> {
        client: &'a super::Client,
        body: Result<types::builder::RunCreateStateless, String>,
    }
    impl<'a> CreateStatelessRun<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RunCreateStateless>,
            <V as std::convert::TryInto<
                types::RunCreateStateless,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `RunCreateStateless` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::RunCreateStateless,
            ) -> types::builder::RunCreateStateless,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/runs`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Run>, Error<types::ErrorResponse>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::RunCreateStateless::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/runs", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "create_stateless_run",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::create_run_batch`]

[`Client::create_run_batch`]: super::Client::create_run_batch*/
    #[derive(Debug, Clone)]
    pub struct CreateRunBatch<'a> {
        client: &'a super::Client,
        body: Result<types::RunBatchCreate, String>,
    }
    impl<'a> CreateRunBatch<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Err("body was not initialized".to_string()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RunBatchCreate>,
        {
            self.body = value
                .try_into()
                .map_err(|_| {
                    "conversion to `RunBatchCreate` for body failed".to_string()
                });
            self
        }
        ///Sends a `POST` request to `/runs/batch`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::RunList>, Error<types::ErrorResponse>> {
            let Self { client, body } = self;
            let body = body.map_err(Error::InvalidRequest)?;
            let url = format!("{}/runs/batch", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "create_run_batch",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::cancel_runs`]

[`Client::cancel_runs`]: super::Client::cancel_runs*/
    #[derive(Debug, Clone)]
    pub struct CancelRuns<'a> {
        client: &'a super::Client,
        action: Result<Option<types::CancelAction>, String>,
        body: Result<types::builder::RunsCancel, String>,
    }
    impl<'a> CancelRuns<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                action: Ok(None),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn action<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::CancelAction>,
        {
            self.action = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `CancelAction` for action failed".to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RunsCancel>,
            <V as std::convert::TryInto<types::RunsCancel>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `RunsCancel` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::RunsCancel,
            ) -> types::builder::RunsCancel,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/runs/cancel`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<()>, Error<types::ErrorResponse>> {
            let Self { client, action, body } = self;
            let action = action.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| types::RunsCancel::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/runs/cancel", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .query(&progenitor_client::QueryParam::new("action", &action))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "cancel_runs",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::stream_stateless_run`]

[`Client::stream_stateless_run`]: super::Client::stream_stateless_run*/
    #[derive(Debug, Clone)]
    pub struct StreamStatelessRun<'a> {
        client: &'a super::Client,
        body: Result<types::builder::RunCreateStreamingStateless, String>,
    }
    impl<'a> StreamStatelessRun<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RunCreateStreamingStateless>,
            <V as std::convert::TryInto<
                types::RunCreateStreamingStateless,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!(
                        "conversion to `RunCreateStreamingStateless` for body failed: {}",
                        s
                    )
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::RunCreateStreamingStateless,
            ) -> types::builder::RunCreateStreamingStateless,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/runs/stream`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<ByteStream>, Error<types::ErrorResponse>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::RunCreateStreamingStateless::try_from(v)
                        .map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/runs/stream", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "stream_stateless_run",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => Ok(ResponseValue::stream(response)),
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::wait_stateless_run`]

[`Client::wait_stateless_run`]: super::Client::wait_stateless_run*/
    #[derive(Debug, Clone)]
    pub struct WaitStatelessRun<'a> {
        client: &'a super::Client,
        body: Result<types::builder::RunCreateStateless, String>,
    }
    impl<'a> WaitStatelessRun<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RunCreateStateless>,
            <V as std::convert::TryInto<
                types::RunCreateStateless,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `RunCreateStateless` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::RunCreateStateless,
            ) -> types::builder::RunCreateStateless,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/runs/wait`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<::serde_json::Value>, Error<types::ErrorResponse>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::RunCreateStateless::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/runs/wait", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "wait_stateless_run",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_item`]

[`Client::get_item`]: super::Client::get_item*/
    #[derive(Debug, Clone)]
    pub struct GetItem<'a> {
        client: &'a super::Client,
        key: Result<::std::string::String, String>,
        namespace: Result<Option<::std::vec::Vec<::std::string::String>>, String>,
        refresh_ttl: Result<Option<bool>, String>,
    }
    impl<'a> GetItem<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                key: Err("key was not initialized".to_string()),
                namespace: Ok(None),
                refresh_ttl: Ok(None),
            }
        }
        pub fn key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.key = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for key failed"
                        .to_string()
                });
            self
        }
        pub fn namespace<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
        {
            self.namespace = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: vec :: Vec < :: std :: string :: String >` for namespace failed"
                        .to_string()
                });
            self
        }
        pub fn refresh_ttl<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<bool>,
        {
            self.refresh_ttl = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `bool` for refresh_ttl failed".to_string());
            self
        }
        ///Sends a `GET` request to `/store/items`
        pub async fn send(
            self,
        ) -> Result<
            ResponseValue<::std::option::Option<types::Item>>,
            Error<types::ErrorResponse>,
        > {
            let Self { client, key, namespace, refresh_ttl } = self;
            let key = key.map_err(Error::InvalidRequest)?;
            let namespace = namespace.map_err(Error::InvalidRequest)?;
            let refresh_ttl = refresh_ttl.map_err(Error::InvalidRequest)?;
            let url = format!("{}/store/items", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("key", &key))
                .query(&progenitor_client::QueryParam::new("namespace", &namespace))
                .query(&progenitor_client::QueryParam::new("refresh_ttl", &refresh_ttl))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_item",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::put_item`]

[`Client::put_item`]: super::Client::put_item*/
    #[derive(Debug, Clone)]
    pub struct PutItem<'a> {
        client: &'a super::Client,
        body: Result<types::builder::StorePutRequest, String>,
    }
    impl<'a> PutItem<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::StorePutRequest>,
            <V as std::convert::TryInto<
                types::StorePutRequest,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `StorePutRequest` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::StorePutRequest,
            ) -> types::builder::StorePutRequest,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `PUT` request to `/store/items`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<()>, Error<types::ErrorResponse>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::StorePutRequest::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/store/items", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .put(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "put_item",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::delete_item`]

[`Client::delete_item`]: super::Client::delete_item*/
    #[derive(Debug, Clone)]
    pub struct DeleteItem<'a> {
        client: &'a super::Client,
        body: Result<types::builder::StoreDeleteRequest, String>,
    }
    impl<'a> DeleteItem<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::StoreDeleteRequest>,
            <V as std::convert::TryInto<
                types::StoreDeleteRequest,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `StoreDeleteRequest` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::StoreDeleteRequest,
            ) -> types::builder::StoreDeleteRequest,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `DELETE` request to `/store/items`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<()>, Error<types::ErrorResponse>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::StoreDeleteRequest::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/store/items", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .delete(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "delete_item",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::search_items`]

[`Client::search_items`]: super::Client::search_items*/
    #[derive(Debug, Clone)]
    pub struct SearchItems<'a> {
        client: &'a super::Client,
        body: Result<types::builder::StoreSearchRequest, String>,
    }
    impl<'a> SearchItems<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::StoreSearchRequest>,
            <V as std::convert::TryInto<
                types::StoreSearchRequest,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `StoreSearchRequest` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::StoreSearchRequest,
            ) -> types::builder::StoreSearchRequest,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/store/items/search`
        pub async fn send(
            self,
        ) -> Result<
            ResponseValue<types::SearchItemsResponse>,
            Error<types::ErrorResponse>,
        > {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::StoreSearchRequest::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/store/items/search", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "search_items",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::list_namespaces`]

[`Client::list_namespaces`]: super::Client::list_namespaces*/
    #[derive(Debug, Clone)]
    pub struct ListNamespaces<'a> {
        client: &'a super::Client,
        body: Result<types::builder::StoreListNamespacesRequest, String>,
    }
    impl<'a> ListNamespaces<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::StoreListNamespacesRequest>,
            <V as std::convert::TryInto<
                types::StoreListNamespacesRequest,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!(
                        "conversion to `StoreListNamespacesRequest` for body failed: {}",
                        s
                    )
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::StoreListNamespacesRequest,
            ) -> types::builder::StoreListNamespacesRequest,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/store/namespaces`
        pub async fn send(
            self,
        ) -> Result<
            ResponseValue<types::ListNamespaceResponse>,
            Error<types::ErrorResponse>,
        > {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::StoreListNamespacesRequest::try_from(v)
                        .map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/store/namespaces", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "list_namespaces",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::create_thread_cron`]

[`Client::create_thread_cron`]: super::Client::create_thread_cron*/
    #[derive(Debug, Clone)]
    pub struct CreateThreadCron<'a> {
        client: &'a super::Client,
        thread_id: Result<::uuid::Uuid, String>,
        body: Result<types::builder::ThreadCronCreate, String>,
    }
    impl<'a> CreateThreadCron<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                thread_id: Err("thread_id was not initialized".to_string()),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn thread_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.thread_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for thread_id failed".to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ThreadCronCreate>,
            <V as std::convert::TryInto<
                types::ThreadCronCreate,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `ThreadCronCreate` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::ThreadCronCreate,
            ) -> types::builder::ThreadCronCreate,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/threads/{thread_id}/runs/crons`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Cron>, Error<types::ErrorResponse>> {
            let Self { client, thread_id, body } = self;
            let thread_id = thread_id.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| {
                    types::ThreadCronCreate::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/threads/{}/runs/crons", client.baseurl, encode_path(& thread_id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "create_thread_cron",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::create_cron`]

[`Client::create_cron`]: super::Client::create_cron*/
    #[derive(Debug, Clone)]
    pub struct CreateCron<'a> {
        client: &'a super::Client,
        body: Result<types::builder::CronCreate, String>,
    }
    impl<'a> CreateCron<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::CronCreate>,
            <V as std::convert::TryInto<types::CronCreate>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `CronCreate` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::CronCreate,
            ) -> types::builder::CronCreate,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/runs/crons`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Cron>, Error<types::ErrorResponse>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| types::CronCreate::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/runs/crons", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "create_cron",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::search_crons`]

[`Client::search_crons`]: super::Client::search_crons*/
    #[derive(Debug, Clone)]
    pub struct SearchCrons<'a> {
        client: &'a super::Client,
        body: Result<types::builder::CronSearch, String>,
    }
    impl<'a> SearchCrons<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::CronSearch>,
            <V as std::convert::TryInto<types::CronSearch>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `CronSearch` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::CronSearch,
            ) -> types::builder::CronSearch,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/runs/crons/search`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::CronList>, Error<types::ErrorResponse>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| types::CronSearch::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/runs/crons/search", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "search_crons",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::count_crons`]

[`Client::count_crons`]: super::Client::count_crons*/
    #[derive(Debug, Clone)]
    pub struct CountCrons<'a> {
        client: &'a super::Client,
        body: Result<types::builder::CronCountRequest, String>,
    }
    impl<'a> CountCrons<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::CronCountRequest>,
            <V as std::convert::TryInto<
                types::CronCountRequest,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `CronCountRequest` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::CronCountRequest,
            ) -> types::builder::CronCountRequest,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/runs/crons/count`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Count>, Error<types::ErrorResponse>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::CronCountRequest::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/runs/crons/count", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "count_crons",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::get_cron`]

[`Client::get_cron`]: super::Client::get_cron*/
    #[derive(Debug, Clone)]
    pub struct GetCron<'a> {
        client: &'a super::Client,
        cron_id: Result<::uuid::Uuid, String>,
    }
    impl<'a> GetCron<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                cron_id: Err("cron_id was not initialized".to_string()),
            }
        }
        pub fn cron_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.cron_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for cron_id failed".to_string()
                });
            self
        }
        ///Sends a `GET` request to `/runs/crons/{cron_id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Cron>, Error<types::ErrorResponse>> {
            let Self { client, cron_id } = self;
            let cron_id = cron_id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/runs/crons/{}", client.baseurl, encode_path(& cron_id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "get_cron",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::delete_cron`]

[`Client::delete_cron`]: super::Client::delete_cron*/
    #[derive(Debug, Clone)]
    pub struct DeleteCron<'a> {
        client: &'a super::Client,
        cron_id: Result<::uuid::Uuid, String>,
    }
    impl<'a> DeleteCron<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                cron_id: Err("cron_id was not initialized".to_string()),
            }
        }
        pub fn cron_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.cron_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for cron_id failed".to_string()
                });
            self
        }
        ///Sends a `DELETE` request to `/runs/crons/{cron_id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<()>, Error<types::ErrorResponse>> {
            let Self { client, cron_id } = self;
            let cron_id = cron_id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/runs/crons/{}", client.baseurl, encode_path(& cron_id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .delete(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "delete_cron",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::update_cron`]

[`Client::update_cron`]: super::Client::update_cron*/
    #[derive(Debug, Clone)]
    pub struct UpdateCron<'a> {
        client: &'a super::Client,
        cron_id: Result<::uuid::Uuid, String>,
        body: Result<types::builder::CronPatch, String>,
    }
    impl<'a> UpdateCron<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                cron_id: Err("cron_id was not initialized".to_string()),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn cron_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::uuid::Uuid>,
        {
            self.cron_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for cron_id failed".to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::CronPatch>,
            <V as std::convert::TryInto<types::CronPatch>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `CronPatch` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(types::builder::CronPatch) -> types::builder::CronPatch,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `PATCH` request to `/runs/crons/{cron_id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Cron>, Error<types::ErrorResponse>> {
            let Self { client, cron_id, body } = self;
            let cron_id = cron_id.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| types::CronPatch::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/runs/crons/{}", client.baseurl, encode_path(& cron_id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .patch(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "update_cron",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::health`]

[`Client::health`]: super::Client::health*/
    #[derive(Debug, Clone)]
    pub struct Health<'a> {
        client: &'a super::Client,
        check_db: Result<Option<i64>, String>,
    }
    impl<'a> Health<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                check_db: Ok(None),
            }
        }
        pub fn check_db<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<i64>,
        {
            self.check_db = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `i64` for check_db failed".to_string());
            self
        }
        ///Sends a `GET` request to `/ok`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Health>, Error<types::ErrorResponse>> {
            let Self { client, check_db } = self;
            let check_db = check_db.map_err(Error::InvalidRequest)?;
            let url = format!("{}/ok", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("check_db", &check_db))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "health",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::info`]

[`Client::info`]: super::Client::info*/
    #[derive(Debug, Clone)]
    pub struct Info<'a> {
        client: &'a super::Client,
    }
    impl<'a> Info<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client: client }
        }
        ///Sends a `GET` request to `/info`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::ServerInfo>, Error<types::ErrorResponse>> {
            let Self { client } = self;
            let url = format!("{}/info", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "info",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::metrics`]

[`Client::metrics`]: super::Client::metrics*/
    #[derive(Debug, Clone)]
    pub struct Metrics<'a> {
        client: &'a super::Client,
        format: Result<Option<types::MetricsFormat>, String>,
    }
    impl<'a> Metrics<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                format: Ok(None),
            }
        }
        pub fn format<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::MetricsFormat>,
        {
            self.format = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `MetricsFormat` for format failed".to_string()
                });
            self
        }
        ///Sends a `GET` request to `/metrics`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<ByteStream>, Error<types::ErrorResponse>> {
            let Self { client, format } = self;
            let format = format.map_err(Error::InvalidRequest)?;
            let url = format!("{}/metrics", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .query(&progenitor_client::QueryParam::new("format", &format))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "metrics",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => Ok(ResponseValue::stream(response)),
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::docs`]

[`Client::docs`]: super::Client::docs*/
    #[derive(Debug, Clone)]
    pub struct Docs<'a> {
        client: &'a super::Client,
    }
    impl<'a> Docs<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client: client }
        }
        ///Sends a `GET` request to `/docs`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<ByteStream>, Error<types::ErrorResponse>> {
            let Self { client } = self;
            let url = format!("{}/docs", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client.client.get(url).headers(header_map).build()?;
            let info = OperationInfo {
                operation_id: "docs",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => Ok(ResponseValue::stream(response)),
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::openapi`]

[`Client::openapi`]: super::Client::openapi*/
    #[derive(Debug, Clone)]
    pub struct Openapi<'a> {
        client: &'a super::Client,
    }
    impl<'a> Openapi<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client: client }
        }
        ///Sends a `GET` request to `/openapi.json`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::OpenApiDocument>, Error<types::ErrorResponse>> {
            let Self { client } = self;
            let url = format!("{}/openapi.json", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "openapi",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16..=499u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16..=599u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
}
/// Items consumers will typically use such as the Client.
pub mod prelude {
    pub use self::super::Client;
}
