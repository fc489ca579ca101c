use crate::{AssistantId, CronId, RawJson, RunId, ThreadId, Timestamp, fields};
/// `AllNodes` of the document.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize
)]
pub enum AllNodes {
    /// `*`.
    #[serde(rename = "*")]
    All,
}
impl AllNodes {
    /// Every value, in the order of the document.
    pub const ALL: &'static [Self] = &[Self::All];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "*",
        }
    }
    /// Reads the value as it is written on the wire; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "*" => Some(Self::All),
            _ => None,
        }
    }
}
impl std::fmt::Display for AllNodes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fields::FromParam for AllNodes {
    const EXPECTED: &'static str = "\"*\"";
    fn from_param(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}
/// A graph with the configuration it runs with.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct Assistant {
    /// Identifies the assistant.
    #[serde(rename = "assistant_id")]
    pub assistant_id: AssistantId,
    /// The graph it runs.
    #[serde(rename = "graph_id")]
    pub graph_id: String,
    /// How a graph is run.
    #[serde(rename = "config")]
    pub config: RawJson,
    /// Values that the graph reads from its context.
    #[serde(
        rename = "context",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub context: Option<RawJson>,
    /// What clients stored with it; `created_by` is `system` for those made at start-up.
    #[serde(rename = "metadata")]
    pub metadata: RawJson,
    /// What people call it.
    #[serde(
        rename = "name",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub name: Option<String>,
    /// When it was created.
    #[serde(rename = "created_at")]
    pub created_at: Timestamp,
    /// When it last changed.
    #[serde(rename = "updated_at")]
    pub updated_at: Timestamp,
    /// Counts its changes, from 1.
    #[serde(
        rename = "version",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub version: Option<i64>,
    /// What it is for.
    #[serde(
        rename = "description",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub description: Option<Option<String>>,
}
crate::fields::object_only!(Assistant);
impl Assistant {
    /// With the members that must be there, and no others.
    #[must_use]
    pub fn new(
        assistant_id: AssistantId,
        graph_id: String,
        config: RawJson,
        metadata: RawJson,
        created_at: Timestamp,
        updated_at: Timestamp,
    ) -> Self {
        Self {
            assistant_id,
            graph_id,
            config,
            metadata,
            created_at,
            updated_at,
            context: None,
            name: None,
            version: None,
            description: None,
        }
    }
}
/// Which assistants to count.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(remote = "Self")]
pub struct AssistantCountRequest {
    /// Only assistants whose metadata contains this, at any depth.
    #[serde(
        rename = "metadata",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub metadata: Option<serde_json::Map<String, serde_json::Value>>,
    /// Only assistants of this graph.
    #[serde(
        rename = "graph_id",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub graph_id: Option<String>,
    /// Only assistants whose name contains this, in upper or lower case.
    #[serde(
        rename = "name",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub name: Option<String>,
}
crate::fields::object_only!(AssistantCountRequest);
/// An assistant to be created.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct AssistantCreate {
    /// Its id. A random one when absent.
    #[serde(
        rename = "assistant_id",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub assistant_id: Option<AssistantId>,
    /// The graph to run.
    #[serde(rename = "graph_id")]
    pub graph_id: String,
    /// How a graph is run.
    #[serde(
        rename = "config",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub config: Option<Config>,
    /// Values that the graph reads from its context; they become `config.configurable`, too.
    #[serde(
        rename = "context",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub context: Option<serde_json::Map<String, serde_json::Value>>,
    /// What to store with it.
    #[serde(
        rename = "metadata",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub metadata: Option<serde_json::Map<String, serde_json::Value>>,
    /// What happens when the id is in use.
    #[serde(
        rename = "if_exists",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub if_exists: Option<IfExists>,
    /// What people call it. `Untitled` when absent or empty.
    #[serde(
        rename = "name",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub name: Option<String>,
    /// What it is for.
    #[serde(
        rename = "description",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub description: Option<Option<String>>,
}
crate::fields::object_only!(AssistantCreate);
impl AssistantCreate {
    /// With the members that must be there, and no others.
    #[must_use]
    pub fn new(graph_id: String) -> Self {
        Self {
            graph_id,
            assistant_id: None,
            config: None,
            context: None,
            metadata: None,
            if_exists: None,
            name: None,
            description: None,
        }
    }
}
impl AssistantCreate {
    /// `if_exists`, or the default of the document.
    pub fn if_exists_or_default(&self) -> IfExists {
        self.if_exists.unwrap_or(IfExists::Raise)
    }
}
/// A field of an assistant.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize
)]
pub enum AssistantField {
    /// `assistant_id`.
    #[serde(rename = "assistant_id")]
    AssistantId,
    /// `graph_id`.
    #[serde(rename = "graph_id")]
    GraphId,
    /// `name`.
    #[serde(rename = "name")]
    Name,
    /// `description`.
    #[serde(rename = "description")]
    Description,
    /// `config`.
    #[serde(rename = "config")]
    Config,
    /// `context`.
    #[serde(rename = "context")]
    Context,
    /// `created_at`.
    #[serde(rename = "created_at")]
    CreatedAt,
    /// `updated_at`.
    #[serde(rename = "updated_at")]
    UpdatedAt,
    /// `metadata`.
    #[serde(rename = "metadata")]
    Metadata,
    /// `version`.
    #[serde(rename = "version")]
    Version,
}
impl AssistantField {
    /// Every value, in the order of the document.
    pub const ALL: &'static [Self] = &[
        Self::AssistantId,
        Self::GraphId,
        Self::Name,
        Self::Description,
        Self::Config,
        Self::Context,
        Self::CreatedAt,
        Self::UpdatedAt,
        Self::Metadata,
        Self::Version,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AssistantId => "assistant_id",
            Self::GraphId => "graph_id",
            Self::Name => "name",
            Self::Description => "description",
            Self::Config => "config",
            Self::Context => "context",
            Self::CreatedAt => "created_at",
            Self::UpdatedAt => "updated_at",
            Self::Metadata => "metadata",
            Self::Version => "version",
        }
    }
    /// Reads the value as it is written on the wire; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "assistant_id" => Some(Self::AssistantId),
            "graph_id" => Some(Self::GraphId),
            "name" => Some(Self::Name),
            "description" => Some(Self::Description),
            "config" => Some(Self::Config),
            "context" => Some(Self::Context),
            "created_at" => Some(Self::CreatedAt),
            "updated_at" => Some(Self::UpdatedAt),
            "metadata" => Some(Self::Metadata),
            "version" => Some(Self::Version),
            _ => None,
        }
    }
}
impl std::fmt::Display for AssistantField {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fields::FromParam for AssistantField {
    const EXPECTED: &'static str = "\"assistant_id\", \"graph_id\", \"name\", \"description\", \"config\", \"context\", \"created_at\", \"updated_at\", \"metadata\" or \"version\"";
    fn from_param(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}
/// Assistants in the order of the search.
pub type AssistantList = Vec<Assistant>;
/// The id of an assistant, or the name of a graph, which stands for the assistant made from it at start-up.
pub type AssistantOrGraphId = String;
/// What to change of an assistant. Members that are absent stay as they are.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(remote = "Self")]
pub struct AssistantPatch {
    /// Another graph to run.
    #[serde(
        rename = "graph_id",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub graph_id: Option<String>,
    /// How a graph is run.
    #[serde(
        rename = "config",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub config: Option<Config>,
    /// Other values for the graph's context; they become `config.configurable`, too.
    #[serde(
        rename = "context",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub context: Option<serde_json::Map<String, serde_json::Value>>,
    /// Members to set. Others stay; `null` is a value like any other.
    #[serde(
        rename = "metadata",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub metadata: Option<serde_json::Map<String, serde_json::Value>>,
    /// Another name.
    #[serde(
        rename = "name",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub name: Option<String>,
    /// Another description.
    #[serde(
        rename = "description",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub description: Option<String>,
}
crate::fields::object_only!(AssistantPatch);
/// Which assistants to list, in which order, and what of each.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(remote = "Self")]
pub struct AssistantSearchRequest {
    /// Only assistants whose metadata contains this, at any depth.
    #[serde(
        rename = "metadata",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub metadata: Option<serde_json::Map<String, serde_json::Value>>,
    /// Only assistants of this graph.
    #[serde(
        rename = "graph_id",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub graph_id: Option<String>,
    /// Only assistants whose name contains this, in upper or lower case.
    #[serde(
        rename = "name",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub name: Option<String>,
    /// How many assistants to return at most.
    #[serde(
        rename = "limit",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub limit: Option<i64>,
    /// How many matching assistants to skip.
    #[serde(
        rename = "offset",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub offset: Option<i64>,
    /// A field that assistants can be sorted by.
    #[serde(
        rename = "sort_by",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub sort_by: Option<AssistantSortBy>,
    /// The direction of a sort.
    #[serde(
        rename = "sort_order",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub sort_order: Option<SortOrder>,
    /// The fields to return of each assistant. All of them when absent.
    #[serde(
        rename = "select",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub select: Option<Vec<AssistantField>>,
}
crate::fields::object_only!(AssistantSearchRequest);
impl AssistantSearchRequest {
    /// `limit`, or the default of the document.
    pub fn limit_or_default(&self) -> i64 {
        self.limit.unwrap_or(10i64)
    }
    /// `offset`, or the default of the document.
    pub fn offset_or_default(&self) -> i64 {
        self.offset.unwrap_or(0i64)
    }
}
impl fields::Checked for AssistantSearchRequest {
    fn needs_schema_check(&self) -> bool {
        self.limit.as_ref().is_some_and(|v| (*v < 1i64 || *v > 1000i64))
            || self.offset.as_ref().is_some_and(|v| (*v < 0i64))
    }
}
/// A field that assistants can be sorted by.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize
)]
pub enum AssistantSortBy {
    /// `assistant_id`.
    #[serde(rename = "assistant_id")]
    AssistantId,
    /// `created_at`.
    #[serde(rename = "created_at")]
    CreatedAt,
    /// `updated_at`.
    #[serde(rename = "updated_at")]
    UpdatedAt,
    /// `name`.
    #[serde(rename = "name")]
    Name,
    /// `graph_id`.
    #[serde(rename = "graph_id")]
    GraphId,
}
impl AssistantSortBy {
    /// Every value, in the order of the document.
    pub const ALL: &'static [Self] = &[
        Self::AssistantId,
        Self::CreatedAt,
        Self::UpdatedAt,
        Self::Name,
        Self::GraphId,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AssistantId => "assistant_id",
            Self::CreatedAt => "created_at",
            Self::UpdatedAt => "updated_at",
            Self::Name => "name",
            Self::GraphId => "graph_id",
        }
    }
    /// Reads the value as it is written on the wire; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "assistant_id" => Some(Self::AssistantId),
            "created_at" => Some(Self::CreatedAt),
            "updated_at" => Some(Self::UpdatedAt),
            "name" => Some(Self::Name),
            "graph_id" => Some(Self::GraphId),
            _ => None,
        }
    }
}
impl std::fmt::Display for AssistantSortBy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fields::FromParam for AssistantSortBy {
    const EXPECTED: &'static str = "\"assistant_id\", \"created_at\", \"updated_at\", \"name\" or \"graph_id\"";
    fn from_param(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}
/// An assistant as one of its changes left it.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct AssistantVersion {
    /// The assistant.
    #[serde(rename = "assistant_id")]
    pub assistant_id: AssistantId,
    /// Which version it is, from 1.
    #[serde(rename = "version")]
    pub version: i64,
    /// The graph it ran.
    #[serde(rename = "graph_id")]
    pub graph_id: String,
    /// How a graph is run.
    #[serde(rename = "config")]
    pub config: RawJson,
    /// Values that the graph read from its context.
    #[serde(rename = "context")]
    pub context: RawJson,
    /// What clients stored with it.
    #[serde(rename = "metadata")]
    pub metadata: RawJson,
    /// When this version was made.
    #[serde(rename = "created_at")]
    pub created_at: Timestamp,
    /// What people called it.
    #[serde(rename = "name")]
    pub name: String,
    /// What it was for.
    #[serde(
        rename = "description",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub description: Option<Option<String>>,
}
crate::fields::object_only!(AssistantVersion);
impl AssistantVersion {
    /// With the members that must be there, and no others.
    #[must_use]
    pub fn new(
        assistant_id: AssistantId,
        version: i64,
        graph_id: String,
        config: RawJson,
        context: RawJson,
        metadata: RawJson,
        created_at: Timestamp,
        name: String,
    ) -> Self {
        Self {
            assistant_id,
            version,
            graph_id,
            config,
            context,
            metadata,
            created_at,
            name,
            description: None,
        }
    }
}
/// Which version an assistant goes to.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(remote = "Self")]
pub struct AssistantVersionChange {
    /// The version.
    #[serde(
        rename = "version",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub version: Option<i64>,
}
crate::fields::object_only!(AssistantVersionChange);
/// Versions of an assistant, newest first.
pub type AssistantVersionList = Vec<AssistantVersion>;
/// Which versions of an assistant to list.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(remote = "Self")]
pub struct AssistantVersionsSearchRequest {
    /// Only versions whose metadata contains this, at any depth.
    #[serde(
        rename = "metadata",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub metadata: Option<serde_json::Map<String, serde_json::Value>>,
    /// How many versions to return at most.
    #[serde(
        rename = "limit",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub limit: Option<i64>,
    /// How many matching versions to skip.
    #[serde(
        rename = "offset",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub offset: Option<i64>,
}
crate::fields::object_only!(AssistantVersionsSearchRequest);
impl AssistantVersionsSearchRequest {
    /// `limit`, or the default of the document.
    pub fn limit_or_default(&self) -> i64 {
        self.limit.unwrap_or(10i64)
    }
    /// `offset`, or the default of the document.
    pub fn offset_or_default(&self) -> i64 {
        self.offset.unwrap_or(0i64)
    }
}
impl fields::Checked for AssistantVersionsSearchRequest {
    fn needs_schema_check(&self) -> bool {
        self.limit.as_ref().is_some_and(|v| (*v < 1i64 || *v > 1000i64))
            || self.offset.as_ref().is_some_and(|v| (*v < 0i64))
    }
}
/// Stop a run and keep what it did, or stop it and delete it with its checkpoints.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize
)]
pub enum CancelAction {
    /// `interrupt`.
    #[serde(rename = "interrupt")]
    Interrupt,
    /// `rollback`.
    #[serde(rename = "rollback")]
    Rollback,
}
impl CancelAction {
    /// Every value, in the order of the document.
    pub const ALL: &'static [Self] = &[Self::Interrupt, Self::Rollback];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Interrupt => "interrupt",
            Self::Rollback => "rollback",
        }
    }
    /// Reads the value as it is written on the wire; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "interrupt" => Some(Self::Interrupt),
            "rollback" => Some(Self::Rollback),
            _ => None,
        }
    }
}
impl std::fmt::Display for CancelAction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fields::FromParam for CancelAction {
    const EXPECTED: &'static str = "\"interrupt\" or \"rollback\"";
    fn from_param(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}
/// The values of one channel.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct ChannelBytes {
    /// How many values there are.
    #[serde(rename = "versions")]
    pub versions: i64,
    /// Their size in bytes.
    #[serde(rename = "bytes")]
    pub bytes: i64,
}
crate::fields::object_only!(ChannelBytes);
impl fields::Checked for ChannelBytes {
    fn needs_schema_check(&self) -> bool {
        ({
            let v = &self.versions;
            (*v < 0i64)
        })
            || ({
                let v = &self.bytes;
                (*v < 0i64)
            })
    }
}
/// Names one checkpoint of a thread.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(remote = "Self")]
pub struct CheckpointConfig {
    /// The thread; the one in the path when absent.
    #[serde(
        rename = "thread_id",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub thread_id: Option<Option<String>>,
    /// The path of the subgraph, empty for the graph itself.
    #[serde(
        rename = "checkpoint_ns",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub checkpoint_ns: Option<Option<String>>,
    /// The checkpoint; the latest when absent.
    #[serde(
        rename = "checkpoint_id",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub checkpoint_id: Option<Option<String>>,
    /// The checkpoint of each enclosing graph, by its path.
    #[serde(
        rename = "checkpoint_map",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub checkpoint_map: Option<Option<serde_json::Map<String, serde_json::Value>>>,
}
crate::fields::object_only!(CheckpointConfig);
/// Steers a graph instead of giving it new input.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(remote = "Self")]
pub struct Command {
    /// Changes to the state.
    #[serde(
        rename = "update",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub update: Option<RawJson>,
    /// The answer to the open interrupt, or an object from interrupt id to answer.
    #[serde(
        rename = "resume",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub resume: Option<RawJson>,
    /// The node or nodes to run next.
    #[serde(
        rename = "goto",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub goto: Option<Option<CommandGoto>>,
}
crate::fields::object_only!(Command);
impl fields::Checked for Command {
    fn needs_schema_check(&self) -> bool {
        self.update
            .as_ref()
            .is_some_and(|v| (!(v.is_object() || v.is_array() || v.is_null())))
    }
}
/// The node or nodes to run next.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(untagged)]
pub enum CommandGoto {
    /// As a list of `SendTask`.
    SendTaskList(Vec<SendTask>),
    /// As a list of string.
    StringList(Vec<String>),
    /// As `SendTask`.
    SendTask(SendTask),
    /// As a string.
    String(String),
}
/// How a graph is run.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(remote = "Self")]
pub struct Config {
    /// Labels for tracing.
    #[serde(
        rename = "tags",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub tags: Option<Vec<String>>,
    /// How many supersteps a run may take.
    #[serde(
        rename = "recursion_limit",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub recursion_limit: Option<i64>,
    /// Values that the graph reads from its configuration.
    #[serde(
        rename = "configurable",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub configurable: Option<serde_json::Map<String, serde_json::Value>>,
    /// The members that the document allows beyond the named ones.
    #[serde(flatten)]
    pub extra: serde_json::Map<String, serde_json::Value>,
}
crate::fields::object_only!(Config);
/// How many there are.
pub type Count = i64;
/// A schedule that starts runs.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct Cron {
    /// Identifies the cron.
    #[serde(rename = "cron_id")]
    pub cron_id: CronId,
    /// The assistant of its runs.
    #[serde(
        rename = "assistant_id",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub assistant_id: Option<Option<AssistantId>>,
    /// The thread of its runs; null when each has one of its own.
    #[serde(rename = "thread_id", deserialize_with = "crate::fields::nullable")]
    pub thread_id: Option<ThreadId>,
    /// Who made it; empty without authentication.
    #[serde(
        rename = "user_id",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub user_id: Option<Option<String>>,
    /// After this time no run starts.
    #[serde(rename = "end_time", deserialize_with = "crate::fields::nullable")]
    pub end_time: Option<Timestamp>,
    /// When it is due.
    #[serde(rename = "schedule")]
    pub schedule: String,
    /// The time zone of the schedule; null means UTC.
    #[serde(
        rename = "timezone",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub timezone: Option<Option<String>>,
    /// What its runs are created with.
    #[serde(rename = "payload")]
    pub payload: RawJson,
    /// When it is due next; null when it never is again.
    #[serde(
        rename = "next_run_date",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub next_run_date: Option<Option<Timestamp>>,
    /// What clients stored with it.
    #[serde(
        rename = "metadata",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub metadata: Option<RawJson>,
    /// What becomes of the thread of each run; null for a cron of one thread.
    #[serde(
        rename = "on_run_completed",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub on_run_completed: Option<Option<OnCompletion>>,
    /// Whether it starts runs.
    #[serde(rename = "enabled")]
    pub enabled: bool,
    /// When it was created.
    #[serde(rename = "created_at")]
    pub created_at: Timestamp,
    /// When a client changed it last.
    #[serde(rename = "updated_at")]
    pub updated_at: Timestamp,
}
crate::fields::object_only!(Cron);
impl Cron {
    /// With the members that must be there, and no others.
    #[must_use]
    pub fn new(
        cron_id: CronId,
        thread_id: Option<ThreadId>,
        end_time: Option<Timestamp>,
        schedule: String,
        payload: RawJson,
        enabled: bool,
        created_at: Timestamp,
        updated_at: Timestamp,
    ) -> Self {
        Self {
            cron_id,
            thread_id,
            end_time,
            schedule,
            payload,
            enabled,
            created_at,
            updated_at,
            assistant_id: None,
            user_id: None,
            timezone: None,
            next_run_date: None,
            metadata: None,
            on_run_completed: None,
        }
    }
}
/// Which crons to count.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(remote = "Self")]
pub struct CronCountRequest {
    /// Only crons of this assistant.
    #[serde(
        rename = "assistant_id",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub assistant_id: Option<AssistantId>,
    /// Only crons of this thread.
    #[serde(
        rename = "thread_id",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub thread_id: Option<ThreadId>,
    /// Only crons whose metadata contains this, at any depth.
    #[serde(
        rename = "metadata",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub metadata: Option<serde_json::Map<String, serde_json::Value>>,
}
crate::fields::object_only!(CronCountRequest);
/// Runs by a schedule, each on a thread of its own. What is not named here is kept in the `payload`.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct CronCreate {
    /// When runs start: minute, hour, day of month, month, day of week, and as a sixth field the second; or `@hourly`,
    /// `@daily`, `@weekly`, `@monthly` or `@yearly`. A day matches when its day of month or its day of week does; where one
    /// of the two is `*`, the other has to.
    #[serde(rename = "schedule")]
    pub schedule: String,
    /// The IANA time zone of the schedule; UTC when absent.
    #[serde(
        rename = "timezone",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub timezone: Option<String>,
    /// After this time no run starts.
    #[serde(
        rename = "end_time",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub end_time: Option<String>,
    /// The id of an assistant, or the name of a graph, which stands for the assistant made from it at start-up.
    #[serde(rename = "assistant_id")]
    pub assistant_id: AssistantOrGraphId,
    /// What the graph starts from, each time.
    #[serde(
        rename = "input",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub input: Option<CronInput>,
    /// What to store with the cron, and with its runs.
    #[serde(
        rename = "metadata",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub metadata: Option<serde_json::Map<String, serde_json::Value>>,
    /// How a graph is run.
    #[serde(
        rename = "config",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub config: Option<Config>,
    /// Values that the graph reads from its context. Not together with `config.configurable`.
    #[serde(
        rename = "context",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub context: Option<RawJson>,
    /// Where the run is posted when it has ended.
    #[serde(
        rename = "webhook",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub webhook: Option<WebhookUrl>,
    /// Names of nodes, or `*` for all of them.
    #[serde(
        rename = "interrupt_before",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub interrupt_before: Option<InterruptNodes>,
    /// Names of nodes, or `*` for all of them.
    #[serde(
        rename = "interrupt_after",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub interrupt_after: Option<InterruptNodes>,
    /// What happens to the thread of a stateless run when the run ends.
    #[serde(
        rename = "on_run_completed",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub on_run_completed: Option<OnCompletion>,
    /// Whether the cron starts runs.
    #[serde(
        rename = "enabled",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub enabled: Option<bool>,
    /// One kind of event or several. An empty list means `values`.
    #[serde(
        rename = "stream_mode",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub stream_mode: Option<StreamModes>,
    /// Whether events of subgraphs are streamed too, with their path in the event name.
    #[serde(
        rename = "stream_subgraphs",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub stream_subgraphs: Option<bool>,
    /// Whether events get ids and are kept, so that a stream can be picked up later.
    #[serde(
        rename = "stream_resumable",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub stream_resumable: Option<bool>,
    /// When checkpoints are written: before the next step starts (`sync`), while it executes (`async`), or once at the
    /// end (`exit`).
    #[serde(
        rename = "durability",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub durability: Option<Durability>,
    /// Whether checkpoints are written during the run. `durability` replaces it.
    #[serde(
        rename = "checkpoint_during",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub checkpoint_during: Option<bool>,
    /// The members that the document allows beyond the named ones.
    #[serde(flatten)]
    pub extra: serde_json::Map<String, serde_json::Value>,
}
crate::fields::object_only!(CronCreate);
impl CronCreate {
    /// With the members that must be there, and no others.
    #[must_use]
    pub fn new(schedule: String, assistant_id: AssistantOrGraphId) -> Self {
        Self {
            schedule,
            assistant_id,
            timezone: None,
            end_time: None,
            input: None,
            metadata: None,
            config: None,
            context: None,
            webhook: None,
            interrupt_before: None,
            interrupt_after: None,
            on_run_completed: None,
            enabled: None,
            stream_mode: None,
            stream_subgraphs: None,
            stream_resumable: None,
            durability: None,
            checkpoint_during: None,
            extra: Default::default(),
        }
    }
}
impl CronCreate {
    /// `on_run_completed`, or the default of the document.
    pub fn on_run_completed_or_default(&self) -> OnCompletion {
        self.on_run_completed.unwrap_or(OnCompletion::Delete)
    }
    /// `enabled`, or the default of the document.
    pub fn enabled_or_default(&self) -> bool {
        self.enabled.unwrap_or(true)
    }
    /// `stream_subgraphs`, or the default of the document.
    pub fn stream_subgraphs_or_default(&self) -> bool {
        self.stream_subgraphs.unwrap_or(false)
    }
    /// `stream_resumable`, or the default of the document.
    pub fn stream_resumable_or_default(&self) -> bool {
        self.stream_resumable.unwrap_or(false)
    }
    /// `durability`, or the default of the document.
    pub fn durability_or_default(&self) -> Durability {
        self.durability.unwrap_or(Durability::Async)
    }
}
impl fields::Checked for CronCreate {
    fn needs_schema_check(&self) -> bool {
        self.input.as_ref().is_some_and(|v| ((!(false || v.is_object()))))
            || self.context.as_ref().is_some_and(|v| (!(v.is_object())))
            || self
                .webhook
                .as_ref()
                .is_some_and(|v| ((v.chars().count() < 1 || v.chars().count() > 65536)))
    }
}
/// A field of a cron.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize
)]
pub enum CronField {
    /// `cron_id`.
    #[serde(rename = "cron_id")]
    CronId,
    /// `assistant_id`.
    #[serde(rename = "assistant_id")]
    AssistantId,
    /// `thread_id`.
    #[serde(rename = "thread_id")]
    ThreadId,
    /// `on_run_completed`.
    #[serde(rename = "on_run_completed")]
    OnRunCompleted,
    /// `end_time`.
    #[serde(rename = "end_time")]
    EndTime,
    /// `schedule`.
    #[serde(rename = "schedule")]
    Schedule,
    /// `timezone`.
    #[serde(rename = "timezone")]
    Timezone,
    /// `created_at`.
    #[serde(rename = "created_at")]
    CreatedAt,
    /// `updated_at`.
    #[serde(rename = "updated_at")]
    UpdatedAt,
    /// `user_id`.
    #[serde(rename = "user_id")]
    UserId,
    /// `payload`.
    #[serde(rename = "payload")]
    Payload,
    /// `next_run_date`.
    #[serde(rename = "next_run_date")]
    NextRunDate,
    /// `metadata`.
    #[serde(rename = "metadata")]
    Metadata,
    /// `enabled`.
    #[serde(rename = "enabled")]
    Enabled,
}
impl CronField {
    /// Every value, in the order of the document.
    pub const ALL: &'static [Self] = &[
        Self::CronId,
        Self::AssistantId,
        Self::ThreadId,
        Self::OnRunCompleted,
        Self::EndTime,
        Self::Schedule,
        Self::Timezone,
        Self::CreatedAt,
        Self::UpdatedAt,
        Self::UserId,
        Self::Payload,
        Self::NextRunDate,
        Self::Metadata,
        Self::Enabled,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CronId => "cron_id",
            Self::AssistantId => "assistant_id",
            Self::ThreadId => "thread_id",
            Self::OnRunCompleted => "on_run_completed",
            Self::EndTime => "end_time",
            Self::Schedule => "schedule",
            Self::Timezone => "timezone",
            Self::CreatedAt => "created_at",
            Self::UpdatedAt => "updated_at",
            Self::UserId => "user_id",
            Self::Payload => "payload",
            Self::NextRunDate => "next_run_date",
            Self::Metadata => "metadata",
            Self::Enabled => "enabled",
        }
    }
    /// Reads the value as it is written on the wire; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "cron_id" => Some(Self::CronId),
            "assistant_id" => Some(Self::AssistantId),
            "thread_id" => Some(Self::ThreadId),
            "on_run_completed" => Some(Self::OnRunCompleted),
            "end_time" => Some(Self::EndTime),
            "schedule" => Some(Self::Schedule),
            "timezone" => Some(Self::Timezone),
            "created_at" => Some(Self::CreatedAt),
            "updated_at" => Some(Self::UpdatedAt),
            "user_id" => Some(Self::UserId),
            "payload" => Some(Self::Payload),
            "next_run_date" => Some(Self::NextRunDate),
            "metadata" => Some(Self::Metadata),
            "enabled" => Some(Self::Enabled),
            _ => None,
        }
    }
}
impl std::fmt::Display for CronField {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fields::FromParam for CronField {
    const EXPECTED: &'static str = "\"cron_id\", \"assistant_id\", \"thread_id\", \"on_run_completed\", \"end_time\", \"schedule\", \"timezone\", \"created_at\", \"updated_at\", \"user_id\", \"payload\", \"next_run_date\", \"metadata\" or \"enabled\"";
    fn from_param(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}
/// What the graph starts from, each time.
pub type CronInput = RawJson;
/// Crons in the order of the search.
pub type CronList = Vec<Cron>;
/// What is to be changed of a cron.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(remote = "Self")]
pub struct CronPatch {
    /// When runs start: minute, hour, day of month, month, day of week, and as a sixth field the second; or `@hourly`,
    /// `@daily`, `@weekly`, `@monthly` or `@yearly`. A day matches when its day of month or its day of week does; where one
    /// of the two is `*`, the other has to.
    #[serde(
        rename = "schedule",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub schedule: Option<String>,
    /// The IANA time zone of the schedule; UTC when absent.
    #[serde(
        rename = "timezone",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub timezone: Option<String>,
    /// After this time no run starts. Null takes the end away.
    #[serde(
        rename = "end_time",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub end_time: Option<Option<String>>,
    /// What the graph starts from, each time.
    #[serde(
        rename = "input",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub input: Option<CronInput>,
    /// What to store with the cron, and with its runs.
    #[serde(
        rename = "metadata",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub metadata: Option<serde_json::Map<String, serde_json::Value>>,
    /// How a graph is run.
    #[serde(
        rename = "config",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub config: Option<Config>,
    /// Values that the graph reads from its context. Not together with `config.configurable`.
    #[serde(
        rename = "context",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub context: Option<RawJson>,
    /// Where the run is posted when it has ended.
    #[serde(
        rename = "webhook",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub webhook: Option<WebhookUrl>,
    /// Names of nodes, or `*` for all of them.
    #[serde(
        rename = "interrupt_before",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub interrupt_before: Option<InterruptNodes>,
    /// Names of nodes, or `*` for all of them.
    #[serde(
        rename = "interrupt_after",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub interrupt_after: Option<InterruptNodes>,
    /// What happens to the thread of a stateless run when the run ends.
    #[serde(
        rename = "on_run_completed",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub on_run_completed: Option<OnCompletion>,
    /// Whether the cron starts runs.
    #[serde(
        rename = "enabled",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub enabled: Option<bool>,
    /// One kind of event or several. An empty list means `values`.
    #[serde(
        rename = "stream_mode",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub stream_mode: Option<StreamModes>,
    /// Whether events of subgraphs are streamed too, with their path in the event name.
    #[serde(
        rename = "stream_subgraphs",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub stream_subgraphs: Option<bool>,
    /// Whether events get ids and are kept, so that a stream can be picked up later.
    #[serde(
        rename = "stream_resumable",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub stream_resumable: Option<bool>,
    /// When checkpoints are written: before the next step starts (`sync`), while it executes (`async`), or once at the
    /// end (`exit`).
    #[serde(
        rename = "durability",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub durability: Option<Durability>,
}
crate::fields::object_only!(CronPatch);
impl fields::Checked for CronPatch {
    fn needs_schema_check(&self) -> bool {
        self.input.as_ref().is_some_and(|v| ((!(false || v.is_object()))))
            || self.context.as_ref().is_some_and(|v| (!(v.is_object())))
            || self
                .webhook
                .as_ref()
                .is_some_and(|v| ((v.chars().count() < 1 || v.chars().count() > 65536)))
    }
}
/// Which crons to list, in which order, and what of each.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(remote = "Self")]
pub struct CronSearch {
    /// Only crons of this assistant.
    #[serde(
        rename = "assistant_id",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub assistant_id: Option<AssistantId>,
    /// Only crons of this thread.
    #[serde(
        rename = "thread_id",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub thread_id: Option<ThreadId>,
    /// Only crons that start runs, or only those that do not.
    #[serde(
        rename = "enabled",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub enabled: Option<bool>,
    /// Only crons whose metadata contains this, at any depth.
    #[serde(
        rename = "metadata",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub metadata: Option<serde_json::Map<String, serde_json::Value>>,
    /// How many crons to return at most.
    #[serde(
        rename = "limit",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub limit: Option<i64>,
    /// How many matching crons to skip.
    #[serde(
        rename = "offset",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub offset: Option<i64>,
    /// A field that crons can be sorted by.
    #[serde(
        rename = "sort_by",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub sort_by: Option<CronSortBy>,
    /// The direction of a sort.
    #[serde(
        rename = "sort_order",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub sort_order: Option<SortOrder>,
    /// The fields to return of each cron. All of them when absent.
    #[serde(
        rename = "select",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub select: Option<Vec<CronField>>,
}
crate::fields::object_only!(CronSearch);
impl CronSearch {
    /// `limit`, or the default of the document.
    pub fn limit_or_default(&self) -> i64 {
        self.limit.unwrap_or(10i64)
    }
    /// `offset`, or the default of the document.
    pub fn offset_or_default(&self) -> i64 {
        self.offset.unwrap_or(0i64)
    }
}
impl fields::Checked for CronSearch {
    fn needs_schema_check(&self) -> bool {
        self.limit.as_ref().is_some_and(|v| (*v < 1i64 || *v > 1000i64))
            || self.offset.as_ref().is_some_and(|v| (*v < 0i64))
    }
}
/// A field that crons can be sorted by.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize
)]
pub enum CronSortBy {
    /// `cron_id`.
    #[serde(rename = "cron_id")]
    CronId,
    /// `assistant_id`.
    #[serde(rename = "assistant_id")]
    AssistantId,
    /// `thread_id`.
    #[serde(rename = "thread_id")]
    ThreadId,
    /// `next_run_date`.
    #[serde(rename = "next_run_date")]
    NextRunDate,
    /// `end_time`.
    #[serde(rename = "end_time")]
    EndTime,
    /// `created_at`.
    #[serde(rename = "created_at")]
    CreatedAt,
    /// `updated_at`.
    #[serde(rename = "updated_at")]
    UpdatedAt,
}
impl CronSortBy {
    /// Every value, in the order of the document.
    pub const ALL: &'static [Self] = &[
        Self::CronId,
        Self::AssistantId,
        Self::ThreadId,
        Self::NextRunDate,
        Self::EndTime,
        Self::CreatedAt,
        Self::UpdatedAt,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CronId => "cron_id",
            Self::AssistantId => "assistant_id",
            Self::ThreadId => "thread_id",
            Self::NextRunDate => "next_run_date",
            Self::EndTime => "end_time",
            Self::CreatedAt => "created_at",
            Self::UpdatedAt => "updated_at",
        }
    }
    /// Reads the value as it is written on the wire; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "cron_id" => Some(Self::CronId),
            "assistant_id" => Some(Self::AssistantId),
            "thread_id" => Some(Self::ThreadId),
            "next_run_date" => Some(Self::NextRunDate),
            "end_time" => Some(Self::EndTime),
            "created_at" => Some(Self::CreatedAt),
            "updated_at" => Some(Self::UpdatedAt),
            _ => None,
        }
    }
}
impl std::fmt::Display for CronSortBy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fields::FromParam for CronSortBy {
    const EXPECTED: &'static str = "\"cron_id\", \"assistant_id\", \"thread_id\", \"next_run_date\", \"end_time\", \"created_at\" or \"updated_at\"";
    fn from_param(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}
/// When checkpoints are written: before the next step starts (`sync`), while it executes (`async`), or once at the
/// end (`exit`).
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize
)]
pub enum Durability {
    /// `sync`.
    #[serde(rename = "sync")]
    Sync,
    /// `async`.
    #[serde(rename = "async")]
    Async,
    /// `exit`.
    #[serde(rename = "exit")]
    Exit,
}
impl Durability {
    /// Every value, in the order of the document.
    pub const ALL: &'static [Self] = &[Self::Sync, Self::Async, Self::Exit];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sync => "sync",
            Self::Async => "async",
            Self::Exit => "exit",
        }
    }
    /// Reads the value as it is written on the wire; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "sync" => Some(Self::Sync),
            "async" => Some(Self::Async),
            "exit" => Some(Self::Exit),
            _ => None,
        }
    }
}
impl std::fmt::Display for Durability {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fields::FromParam for Durability {
    const EXPECTED: &'static str = "\"sync\", \"async\" or \"exit\"";
    fn from_param(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}
/// Why a request failed.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct ErrorResponse {
    /// What went wrong, for people.
    #[serde(rename = "detail")]
    pub detail: String,
}
crate::fields::object_only!(ErrorResponse);
/// Server-sent events with CRLF line ends. Each has `event`, `data` and, when the run is resumable, `id`, in this
/// order; `data` is JSON on one line. Ids are `<unix milliseconds>-<n>`, unique and increasing within a run.
/// A heartbeat is the comment `: heartbeat`.
pub type EventStream = String;
/// A graph as it is drawn.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct GraphDrawing {
    /// Its nodes in order, each with its `id`; the end has nothing else.
    #[serde(rename = "nodes")]
    pub nodes: Vec<RawJson>,
    /// From `source` to `target`; `conditional` when it is taken only sometimes.
    #[serde(rename = "edges")]
    pub edges: Vec<RawJson>,
}
crate::fields::object_only!(GraphDrawing);
/// The JSON schemas of an assistant's graph. Null where none can be made.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct GraphSchema {
    /// The graph.
    #[serde(rename = "graph_id")]
    pub graph_id: String,
    /// What it starts from.
    #[serde(rename = "input_schema")]
    pub input_schema: RawJson,
    /// What it answers.
    #[serde(rename = "output_schema")]
    pub output_schema: RawJson,
    /// What it keeps.
    #[serde(rename = "state_schema")]
    pub state_schema: RawJson,
    /// What it reads from `config.configurable`.
    #[serde(rename = "config_schema")]
    pub config_schema: RawJson,
    /// What it reads from its context.
    #[serde(rename = "context_schema")]
    pub context_schema: RawJson,
}
crate::fields::object_only!(GraphSchema);
/// The JSON schemas of a graph inside of another. Null where none can be made.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct GraphSchemaNoId {
    /// What it starts from.
    #[serde(rename = "input_schema")]
    pub input_schema: RawJson,
    /// What it answers.
    #[serde(rename = "output_schema")]
    pub output_schema: RawJson,
    /// What it keeps.
    #[serde(rename = "state_schema")]
    pub state_schema: RawJson,
    /// What it reads from `config.configurable`.
    #[serde(rename = "config_schema")]
    pub config_schema: RawJson,
    /// What it reads from its context.
    #[serde(rename = "context_schema")]
    pub context_schema: RawJson,
}
crate::fields::object_only!(GraphSchemaNoId);
/// That the server is well.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct Health {
    /// Always true; a server that is not well answers an error.
    #[serde(rename = "ok")]
    pub ok: bool,
    /// Services beside the database, by name.
    #[serde(
        rename = "services",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub services: Option<RawJson>,
}
crate::fields::object_only!(Health);
impl Health {
    /// With the members that must be there, and no others.
    #[must_use]
    pub fn new(ok: bool) -> Self {
        Self { ok, services: None }
    }
}
impl fields::Checked for Health {
    fn needs_schema_check(&self) -> bool {
        ({
            let v = &self.ok;
            (![true].contains(v))
        })
    }
}
/// The checkpoint that all states must be older than, plain or inside `configurable`.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(remote = "Self")]
pub struct HistoryBefore {
    /// Names one checkpoint of a thread.
    #[serde(
        rename = "configurable",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub configurable: Option<CheckpointConfig>,
    /// The id of the checkpoint.
    #[serde(
        rename = "checkpoint_id",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub checkpoint_id: Option<Option<String>>,
    /// The members that the document allows beyond the named ones.
    #[serde(flatten)]
    pub extra: serde_json::Map<String, serde_json::Value>,
}
crate::fields::object_only!(HistoryBefore);
/// Where the server runs. The ids are for hosted deployments and null elsewhere.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct HostInfo {
    /// The kind of deployment.
    #[serde(rename = "kind")]
    pub kind: String,
    /// The project of the deployment.
    #[serde(
        rename = "project_id",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub project_id: Option<Option<String>>,
    /// The revision of the host.
    #[serde(
        rename = "host_revision_id",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub host_revision_id: Option<Option<String>>,
    /// The revision of the deployment.
    #[serde(
        rename = "revision_id",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub revision_id: Option<Option<String>>,
    /// The owner of the deployment.
    #[serde(
        rename = "tenant_id",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub tenant_id: Option<Option<String>>,
}
crate::fields::object_only!(HostInfo);
impl HostInfo {
    /// With the members that must be there, and no others.
    #[must_use]
    pub fn new(kind: String) -> Self {
        Self {
            kind,
            project_id: None,
            host_revision_id: None,
            revision_id: None,
            tenant_id: None,
        }
    }
}
/// What happens when the id is in use.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize
)]
pub enum IfExists {
    /// `raise`.
    #[serde(rename = "raise")]
    Raise,
    /// `do_nothing`.
    #[serde(rename = "do_nothing")]
    DoNothing,
}
impl IfExists {
    /// Every value, in the order of the document.
    pub const ALL: &'static [Self] = &[Self::Raise, Self::DoNothing];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Raise => "raise",
            Self::DoNothing => "do_nothing",
        }
    }
    /// Reads the value as it is written on the wire; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "raise" => Some(Self::Raise),
            "do_nothing" => Some(Self::DoNothing),
            _ => None,
        }
    }
}
impl std::fmt::Display for IfExists {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fields::FromParam for IfExists {
    const EXPECTED: &'static str = "\"raise\" or \"do_nothing\"";
    fn from_param(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}
/// What happens when the thread of a new run does not exist.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize
)]
pub enum IfNotExists {
    /// `create`.
    #[serde(rename = "create")]
    Create,
    /// `reject`.
    #[serde(rename = "reject")]
    Reject,
}
impl IfNotExists {
    /// Every value, in the order of the document.
    pub const ALL: &'static [Self] = &[Self::Create, Self::Reject];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Reject => "reject",
        }
    }
    /// Reads the value as it is written on the wire; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "create" => Some(Self::Create),
            "reject" => Some(Self::Reject),
            _ => None,
        }
    }
}
impl std::fmt::Display for IfNotExists {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fields::FromParam for IfNotExists {
    const EXPECTED: &'static str = "\"create\" or \"reject\"";
    fn from_param(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}
/// A question that a node asked and that waits for its answer.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct Interrupt {
    /// Identifies the interrupt when several wait.
    #[serde(
        rename = "id",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub id: Option<Option<String>>,
    /// What the node asked.
    #[serde(rename = "value")]
    pub value: RawJson,
    /// The JSON Schema of the answer, when the node gave one.
    #[serde(
        rename = "response_schema",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub response_schema: Option<RawJson>,
}
crate::fields::object_only!(Interrupt);
impl Interrupt {
    /// With the members that must be there, and no others.
    #[must_use]
    pub fn new(value: RawJson) -> Self {
        Self {
            value,
            id: None,
            response_schema: None,
        }
    }
}
/// Names of nodes, or `*` for all of them.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(untagged)]
pub enum InterruptNodes {
    /// As a list of string.
    List(Vec<String>),
    /// As `AllNodes`.
    AllNodes(AllNodes),
}
/// An item of the store.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct Item {
    /// Where it is.
    #[serde(rename = "namespace")]
    pub namespace: Vec<String>,
    /// Its name in there.
    #[serde(rename = "key")]
    pub key: String,
    /// What was put. Clients put objects; graphs may put any other value but null.
    #[serde(rename = "value")]
    pub value: RawJson,
    /// When it was first put.
    #[serde(rename = "created_at")]
    pub created_at: Timestamp,
    /// When it was last put.
    #[serde(rename = "updated_at")]
    pub updated_at: Timestamp,
}
crate::fields::object_only!(Item);
/// `JoinThreadStreamStreamModes` of the document.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(untagged)]
pub enum JoinThreadStreamStreamModes {
    /// As a list of `ThreadStreamMode`.
    List(Vec<ThreadStreamMode>),
    /// As `ThreadStreamMode`.
    ThreadStreamMode(ThreadStreamMode),
}
/// Namespaces.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct ListNamespaceResponse {
    /// The namespaces, in order.
    #[serde(rename = "namespaces")]
    pub namespaces: Vec<Vec<String>>,
}
crate::fields::object_only!(ListNamespaceResponse);
/// What the server counts and measures.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct Metrics {
    /// Runs that wait and run. Waits of delayed runs begin when their time comes.
    #[serde(rename = "queue")]
    pub queue: MetricsQueue,
    /// Requests since the start.
    #[serde(rename = "api")]
    pub api: MetricsApi,
    /// The room for runs.
    #[serde(rename = "workers")]
    pub workers: MetricsWorkers,
    /// Runs since the start, whether or not they are kept.
    #[serde(rename = "runs")]
    pub runs: MetricsRuns,
    /// What streams have in memory.
    #[serde(rename = "streams")]
    pub streams: MetricsStreams,
    /// The database.
    #[serde(rename = "storage")]
    pub storage: MetricsStorage,
    /// The outbox.
    #[serde(rename = "webhooks")]
    pub webhooks: MetricsWebhooks,
}
crate::fields::object_only!(Metrics);
/// Requests since the start.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct MetricsApi {
    /// One entry for each method, path and status.
    #[serde(rename = "http_requests_total")]
    pub http_requests_total: Vec<MetricsApiHttpRequestsTotalItem>,
}
crate::fields::object_only!(MetricsApi);
/// Requests that were alike.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct MetricsApiHttpRequestsTotalItem {
    /// The method.
    #[serde(rename = "method")]
    pub method: String,
    /// The path of this document; empty for paths and methods that it does not have.
    #[serde(rename = "path")]
    pub path: String,
    /// The status of the answers.
    #[serde(rename = "status")]
    pub status: i64,
    /// How many.
    #[serde(rename = "count")]
    pub count: i64,
}
crate::fields::object_only!(MetricsApiHttpRequestsTotalItem);
/// `MetricsFormat` of the document.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize
)]
pub enum MetricsFormat {
    /// `prometheus`.
    #[serde(rename = "prometheus")]
    Prometheus,
    /// `json`.
    #[serde(rename = "json")]
    Json,
}
impl MetricsFormat {
    /// Every value, in the order of the document.
    pub const ALL: &'static [Self] = &[Self::Prometheus, Self::Json];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Prometheus => "prometheus",
            Self::Json => "json",
        }
    }
    /// Reads the value as it is written on the wire; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "prometheus" => Some(Self::Prometheus),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}
impl std::fmt::Display for MetricsFormat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fields::FromParam for MetricsFormat {
    const EXPECTED: &'static str = "\"prometheus\" or \"json\"";
    fn from_param(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}
/// Runs that wait and run. Waits of delayed runs begin when their time comes.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct MetricsQueue {
    /// Runs that have not started, delayed ones included.
    #[serde(rename = "n_pending", deserialize_with = "crate::fields::nullable")]
    pub n_pending: Option<i64>,
    /// The longest wait; null when nothing waits.
    #[serde(
        rename = "pending_runs_wait_time_max_secs",
        deserialize_with = "crate::fields::nullable"
    )]
    pub pending_runs_wait_time_max_secs: Option<serde_json::Number>,
    /// The median of the waits.
    #[serde(
        rename = "pending_runs_wait_time_med_secs",
        deserialize_with = "crate::fields::nullable"
    )]
    pub pending_runs_wait_time_med_secs: Option<serde_json::Number>,
    /// The longest wait of a run that nothing on its thread holds up.
    #[serde(
        rename = "pending_unblocked_runs_wait_time_max_secs",
        deserialize_with = "crate::fields::nullable"
    )]
    pub pending_unblocked_runs_wait_time_max_secs: Option<serde_json::Number>,
    /// Runs that are running.
    #[serde(rename = "n_running", deserialize_with = "crate::fields::nullable")]
    pub n_running: Option<i64>,
}
crate::fields::object_only!(MetricsQueue);
/// Runs since the start, whether or not they are kept.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct MetricsRuns {
    /// Runs that were accepted.
    #[serde(rename = "created")]
    pub created: i64,
    /// Runs that ended well, or at an interrupt of their graph.
    #[serde(rename = "success")]
    pub success: i64,
    /// Runs that failed.
    #[serde(rename = "error")]
    pub error: i64,
    /// Runs that took too long.
    #[serde(rename = "timeout")]
    pub timeout: i64,
    /// Runs that were cancelled.
    #[serde(rename = "interrupted")]
    pub interrupted: i64,
    /// Attempts whose worker died; their runs were started again or failed.
    #[serde(rename = "attempts_lost")]
    pub attempts_lost: i64,
}
crate::fields::object_only!(MetricsRuns);
/// The database.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct MetricsStorage {
    /// Whether it answers.
    #[serde(rename = "up")]
    pub up: bool,
    /// What it takes on the disk.
    #[serde(rename = "size_bytes", deserialize_with = "crate::fields::nullable")]
    pub size_bytes: Option<i64>,
    /// Changes that wait for its writer.
    #[serde(rename = "waiting_writes", deserialize_with = "crate::fields::nullable")]
    pub waiting_writes: Option<i64>,
    /// Commits since the start.
    #[serde(rename = "commits")]
    pub commits: i64,
    /// How long these took together.
    #[serde(rename = "commit_secs_total")]
    pub commit_secs_total: serde_json::Number,
}
crate::fields::object_only!(MetricsStorage);
/// What streams have in memory.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct MetricsStreams {
    /// Readers of the streams of runs.
    #[serde(rename = "run_readers")]
    pub run_readers: i64,
    /// Readers of the streams of threads.
    #[serde(rename = "thread_readers")]
    pub thread_readers: i64,
    /// Event logs of runs that are open.
    #[serde(rename = "logs")]
    pub logs: i64,
    /// Encoded events that are kept for readers.
    #[serde(rename = "memory_bytes")]
    pub memory_bytes: i64,
}
crate::fields::object_only!(MetricsStreams);
/// The outbox.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct MetricsWebhooks {
    /// Deliveries that are still to be made.
    #[serde(rename = "waiting", deserialize_with = "crate::fields::nullable")]
    pub waiting: Option<i64>,
    /// Deliveries that were given up and are kept.
    #[serde(rename = "given_up", deserialize_with = "crate::fields::nullable")]
    pub given_up: Option<i64>,
}
crate::fields::object_only!(MetricsWebhooks);
/// The room for runs.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct MetricsWorkers {
    /// Runs that there is room for.
    #[serde(rename = "max")]
    pub max: i64,
    /// Runs that take this room.
    #[serde(rename = "active")]
    pub active: i64,
    /// What is left of it.
    #[serde(rename = "available")]
    pub available: i64,
    /// Worker processes that are ready.
    #[serde(rename = "processes")]
    pub processes: i64,
    /// Workers that ended unasked or did not start; each was replaced.
    #[serde(rename = "restarts")]
    pub restarts: i64,
}
crate::fields::object_only!(MetricsWorkers);
/// What a new run does on a busy thread: be refused, delete the older runs with their checkpoints, stop them and keep
/// what they did, or wait for them.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize
)]
pub enum MultitaskStrategy {
    /// `reject`.
    #[serde(rename = "reject")]
    Reject,
    /// `rollback`.
    #[serde(rename = "rollback")]
    Rollback,
    /// `interrupt`.
    #[serde(rename = "interrupt")]
    Interrupt,
    /// `enqueue`.
    #[serde(rename = "enqueue")]
    Enqueue,
}
impl MultitaskStrategy {
    /// Every value, in the order of the document.
    pub const ALL: &'static [Self] = &[
        Self::Reject,
        Self::Rollback,
        Self::Interrupt,
        Self::Enqueue,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reject => "reject",
            Self::Rollback => "rollback",
            Self::Interrupt => "interrupt",
            Self::Enqueue => "enqueue",
        }
    }
    /// Reads the value as it is written on the wire; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "reject" => Some(Self::Reject),
            "rollback" => Some(Self::Rollback),
            "interrupt" => Some(Self::Interrupt),
            "enqueue" => Some(Self::Enqueue),
            _ => None,
        }
    }
}
impl std::fmt::Display for MultitaskStrategy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fields::FromParam for MultitaskStrategy {
    const EXPECTED: &'static str = "\"reject\", \"rollback\", \"interrupt\" or \"enqueue\"";
    fn from_param(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}
/// What happens to the thread of a stateless run when the run ends.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize
)]
pub enum OnCompletion {
    /// `delete`.
    #[serde(rename = "delete")]
    Delete,
    /// `keep`.
    #[serde(rename = "keep")]
    Keep,
}
impl OnCompletion {
    /// Every value, in the order of the document.
    pub const ALL: &'static [Self] = &[Self::Delete, Self::Keep];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delete => "delete",
            Self::Keep => "keep",
        }
    }
    /// Reads the value as it is written on the wire; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "delete" => Some(Self::Delete),
            "keep" => Some(Self::Keep),
            _ => None,
        }
    }
}
impl std::fmt::Display for OnCompletion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fields::FromParam for OnCompletion {
    const EXPECTED: &'static str = "\"delete\" or \"keep\"";
    fn from_param(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}
/// What happens to the run when the waiting client goes away.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize
)]
pub enum OnDisconnect {
    /// `cancel`.
    #[serde(rename = "cancel")]
    Cancel,
    /// `continue`.
    #[serde(rename = "continue")]
    Continue,
}
impl OnDisconnect {
    /// Every value, in the order of the document.
    pub const ALL: &'static [Self] = &[Self::Cancel, Self::Continue];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cancel => "cancel",
            Self::Continue => "continue",
        }
    }
    /// Reads the value as it is written on the wire; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "cancel" => Some(Self::Cancel),
            "continue" => Some(Self::Continue),
            _ => None,
        }
    }
}
impl std::fmt::Display for OnDisconnect {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fields::FromParam for OnDisconnect {
    const EXPECTED: &'static str = "\"cancel\" or \"continue\"";
    fn from_param(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}
/// An OpenAPI document.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct OpenApiDocument {
    /// The version of the OpenAPI specification.
    #[serde(rename = "openapi")]
    pub openapi: String,
    /// Title and version of the API.
    #[serde(rename = "info")]
    pub info: RawJson,
    /// The operations by path.
    #[serde(rename = "paths")]
    pub paths: RawJson,
    /// The members that the document allows beyond the named ones.
    #[serde(flatten)]
    pub extra: serde_json::Map<String, serde_json::Value>,
}
crate::fields::object_only!(OpenApiDocument);
impl OpenApiDocument {
    /// With the members that must be there, and no others.
    #[must_use]
    pub fn new(openapi: String, info: RawJson, paths: RawJson) -> Self {
        Self {
            openapi,
            info,
            paths,
            extra: Default::default(),
        }
    }
}
/// One execution of an assistant on a thread.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct Run {
    /// Identifies the run.
    #[serde(rename = "run_id")]
    pub run_id: RunId,
    /// The thread it belongs to.
    #[serde(rename = "thread_id")]
    pub thread_id: ThreadId,
    /// The assistant it executes.
    #[serde(rename = "assistant_id")]
    pub assistant_id: AssistantId,
    /// What the client stored with it, plus `created_by`, `assistant_id` and, on a thread, `graph_id`.
    #[serde(rename = "metadata")]
    pub metadata: RawJson,
    /// Where a run is in its life: waiting, executing, or ended in one of four ways. A run that stops at an interrupt of
    /// its graph is a `success`; `interrupted` means that it was cancelled.
    #[serde(rename = "status")]
    pub status: RunStatus,
    /// Everything it was started with, defaults filled in.
    #[serde(rename = "kwargs")]
    pub kwargs: RawJson,
    /// What a new run does on a busy thread: be refused, delete the older runs with their checkpoints, stop them and keep
    /// what they did, or wait for them.
    #[serde(rename = "multitask_strategy")]
    pub multitask_strategy: MultitaskStrategy,
    /// When it was accepted.
    #[serde(rename = "created_at")]
    pub created_at: Timestamp,
    /// When it last changed.
    #[serde(rename = "updated_at")]
    pub updated_at: Timestamp,
    /// Shown when it is selected; always null, because runs have no LangSmith session here.
    #[serde(
        rename = "langsmith_session_name",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub langsmith_session_name: Option<Option<String>>,
}
crate::fields::object_only!(Run);
impl Run {
    /// With the members that must be there, and no others.
    #[must_use]
    pub fn new(
        run_id: RunId,
        thread_id: ThreadId,
        assistant_id: AssistantId,
        metadata: RawJson,
        status: RunStatus,
        kwargs: RawJson,
        multitask_strategy: MultitaskStrategy,
        created_at: Timestamp,
        updated_at: Timestamp,
    ) -> Self {
        Self {
            run_id,
            thread_id,
            assistant_id,
            metadata,
            status,
            kwargs,
            multitask_strategy,
            created_at,
            updated_at,
            langsmith_session_name: None,
        }
    }
}
/// Stateless runs to be created together.
pub type RunBatchCreate = Vec<RunCreateStateless>;
/// A run on a thread, started in the background.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct RunCreateStateful {
    /// The id of an assistant, or the name of a graph, which stands for the assistant made from it at start-up.
    #[serde(rename = "assistant_id")]
    pub assistant_id: AssistantOrGraphId,
    /// Names one checkpoint of a thread.
    #[serde(
        rename = "checkpoint",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub checkpoint: Option<CheckpointConfig>,
    /// The checkpoint to start from; short for `checkpoint.checkpoint_id`.
    #[serde(
        rename = "checkpoint_id",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub checkpoint_id: Option<Option<String>>,
    /// What a graph starts from. `null` or nothing continues from the checkpoint.
    #[serde(
        rename = "input",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub input: Option<RunInput>,
    /// Steers the graph, in place of `input`.
    #[serde(
        rename = "command",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub command: Option<Option<Command>>,
    /// What to store with the run.
    #[serde(
        rename = "metadata",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub metadata: Option<serde_json::Map<String, serde_json::Value>>,
    /// How a graph is run.
    #[serde(
        rename = "config",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub config: Option<Config>,
    /// Values that the graph reads from its context. Not together with `config.configurable`.
    #[serde(
        rename = "context",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub context: Option<RawJson>,
    /// Where the run is posted when it has ended.
    #[serde(
        rename = "webhook",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub webhook: Option<WebhookUrl>,
    /// One kind of event or several. An empty list means `values`.
    #[serde(
        rename = "stream_mode",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub stream_mode: Option<StreamModes>,
    /// Accepted for compatibility; Runyard gives out no feedback URLs.
    #[serde(
        rename = "feedback_keys",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub feedback_keys: Option<Vec<String>>,
    /// Whether events of subgraphs are streamed too, with their path in the event name.
    #[serde(
        rename = "stream_subgraphs",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub stream_subgraphs: Option<bool>,
    /// Whether events get ids and are kept, so that a stream can be picked up later.
    #[serde(
        rename = "stream_resumable",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub stream_resumable: Option<bool>,
    /// Names of nodes, or `*` for all of them.
    #[serde(
        rename = "interrupt_before",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub interrupt_before: Option<InterruptNodes>,
    /// Names of nodes, or `*` for all of them.
    #[serde(
        rename = "interrupt_after",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub interrupt_after: Option<InterruptNodes>,
    /// What a new run does on a busy thread: be refused, delete the older runs with their checkpoints, stop them and keep
    /// what they did, or wait for them.
    #[serde(
        rename = "multitask_strategy",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub multitask_strategy: Option<MultitaskStrategy>,
    /// What happens when the thread of a new run does not exist.
    #[serde(
        rename = "if_not_exists",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub if_not_exists: Option<IfNotExists>,
    /// How long to wait before the run may start. Negative counts as 0.
    #[serde(
        rename = "after_seconds",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub after_seconds: Option<serde_json::Number>,
    /// Whether checkpoints are written during the run. `durability` replaces it.
    #[serde(
        rename = "checkpoint_during",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub checkpoint_during: Option<bool>,
    /// When checkpoints are written: before the next step starts (`sync`), while it executes (`async`), or once at the
    /// end (`exit`).
    #[serde(
        rename = "durability",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub durability: Option<Durability>,
}
crate::fields::object_only!(RunCreateStateful);
impl RunCreateStateful {
    /// With the members that must be there, and no others.
    #[must_use]
    pub fn new(assistant_id: AssistantOrGraphId) -> Self {
        Self {
            assistant_id,
            checkpoint: None,
            checkpoint_id: None,
            input: None,
            command: None,
            metadata: None,
            config: None,
            context: None,
            webhook: None,
            stream_mode: None,
            feedback_keys: None,
            stream_subgraphs: None,
            stream_resumable: None,
            interrupt_before: None,
            interrupt_after: None,
            multitask_strategy: None,
            if_not_exists: None,
            after_seconds: None,
            checkpoint_during: None,
            durability: None,
        }
    }
}
impl RunCreateStateful {
    /// `stream_subgraphs`, or the default of the document.
    pub fn stream_subgraphs_or_default(&self) -> bool {
        self.stream_subgraphs.unwrap_or(false)
    }
    /// `stream_resumable`, or the default of the document.
    pub fn stream_resumable_or_default(&self) -> bool {
        self.stream_resumable.unwrap_or(false)
    }
    /// `multitask_strategy`, or the default of the document.
    pub fn multitask_strategy_or_default(&self) -> MultitaskStrategy {
        self.multitask_strategy.unwrap_or(MultitaskStrategy::Enqueue)
    }
    /// `if_not_exists`, or the default of the document.
    pub fn if_not_exists_or_default(&self) -> IfNotExists {
        self.if_not_exists.unwrap_or(IfNotExists::Reject)
    }
    /// `checkpoint_during`, or the default of the document.
    pub fn checkpoint_during_or_default(&self) -> bool {
        self.checkpoint_during.unwrap_or(false)
    }
    /// `durability`, or the default of the document.
    pub fn durability_or_default(&self) -> Durability {
        self.durability.unwrap_or(Durability::Async)
    }
}
impl fields::Checked for RunCreateStateful {
    fn needs_schema_check(&self) -> bool {
        self
            .command
            .as_ref()
            .and_then(Option::as_ref)
            .is_some_and(|v| (fields::Checked::needs_schema_check(v)))
            || self.context.as_ref().is_some_and(|v| (!(v.is_object())))
            || self
                .webhook
                .as_ref()
                .is_some_and(|v| ((v.chars().count() < 1 || v.chars().count() > 65536)))
    }
}
/// A run that brings no thread.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct RunCreateStateless {
    /// The id of an assistant, or the name of a graph, which stands for the assistant made from it at start-up.
    #[serde(rename = "assistant_id")]
    pub assistant_id: AssistantOrGraphId,
    /// What a graph starts from. `null` or nothing continues from the checkpoint.
    #[serde(
        rename = "input",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub input: Option<RunInput>,
    /// Steers the graph, in place of `input`.
    #[serde(
        rename = "command",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub command: Option<Option<Command>>,
    /// What to store with the run.
    #[serde(
        rename = "metadata",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub metadata: Option<serde_json::Map<String, serde_json::Value>>,
    /// How a graph is run.
    #[serde(
        rename = "config",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub config: Option<Config>,
    /// Values that the graph reads from its context. Not together with `config.configurable`.
    #[serde(
        rename = "context",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub context: Option<RawJson>,
    /// Where the run is posted when it has ended.
    #[serde(
        rename = "webhook",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub webhook: Option<WebhookUrl>,
    /// One kind of event or several. An empty list means `values`.
    #[serde(
        rename = "stream_mode",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub stream_mode: Option<StreamModes>,
    /// Accepted for compatibility; Runyard gives out no feedback URLs.
    #[serde(
        rename = "feedback_keys",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub feedback_keys: Option<Vec<String>>,
    /// Whether events of subgraphs are streamed too, with their path in the event name.
    #[serde(
        rename = "stream_subgraphs",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub stream_subgraphs: Option<bool>,
    /// Whether events get ids and are kept, so that a stream can be picked up later.
    #[serde(
        rename = "stream_resumable",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub stream_resumable: Option<bool>,
    /// What happens to the thread of a stateless run when the run ends.
    #[serde(
        rename = "on_completion",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub on_completion: Option<OnCompletion>,
    /// What happens to the run when the waiting client goes away.
    #[serde(
        rename = "on_disconnect",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub on_disconnect: Option<OnDisconnect>,
    /// How long to wait before the run may start. Negative counts as 0.
    #[serde(
        rename = "after_seconds",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub after_seconds: Option<serde_json::Number>,
    /// Whether checkpoints are written during the run. `durability` replaces it.
    #[serde(
        rename = "checkpoint_during",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub checkpoint_during: Option<bool>,
    /// When checkpoints are written: before the next step starts (`sync`), while it executes (`async`), or once at the
    /// end (`exit`).
    #[serde(
        rename = "durability",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub durability: Option<Durability>,
    /// Names of nodes, or `*` for all of them.
    #[serde(
        rename = "interrupt_before",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub interrupt_before: Option<InterruptNodes>,
    /// Names of nodes, or `*` for all of them.
    #[serde(
        rename = "interrupt_after",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub interrupt_after: Option<InterruptNodes>,
}
crate::fields::object_only!(RunCreateStateless);
impl RunCreateStateless {
    /// With the members that must be there, and no others.
    #[must_use]
    pub fn new(assistant_id: AssistantOrGraphId) -> Self {
        Self {
            assistant_id,
            input: None,
            command: None,
            metadata: None,
            config: None,
            context: None,
            webhook: None,
            stream_mode: None,
            feedback_keys: None,
            stream_subgraphs: None,
            stream_resumable: None,
            on_completion: None,
            on_disconnect: None,
            after_seconds: None,
            checkpoint_during: None,
            durability: None,
            interrupt_before: None,
            interrupt_after: None,
        }
    }
}
impl RunCreateStateless {
    /// `stream_subgraphs`, or the default of the document.
    pub fn stream_subgraphs_or_default(&self) -> bool {
        self.stream_subgraphs.unwrap_or(false)
    }
    /// `stream_resumable`, or the default of the document.
    pub fn stream_resumable_or_default(&self) -> bool {
        self.stream_resumable.unwrap_or(false)
    }
    /// `on_completion`, or the default of the document.
    pub fn on_completion_or_default(&self) -> OnCompletion {
        self.on_completion.unwrap_or(OnCompletion::Delete)
    }
    /// `on_disconnect`, or the default of the document.
    pub fn on_disconnect_or_default(&self) -> OnDisconnect {
        self.on_disconnect.unwrap_or(OnDisconnect::Continue)
    }
    /// `checkpoint_during`, or the default of the document.
    pub fn checkpoint_during_or_default(&self) -> bool {
        self.checkpoint_during.unwrap_or(false)
    }
    /// `durability`, or the default of the document.
    pub fn durability_or_default(&self) -> Durability {
        self.durability.unwrap_or(Durability::Async)
    }
}
impl fields::Checked for RunCreateStateless {
    fn needs_schema_check(&self) -> bool {
        self
            .command
            .as_ref()
            .and_then(Option::as_ref)
            .is_some_and(|v| (fields::Checked::needs_schema_check(v)))
            || self.context.as_ref().is_some_and(|v| (!(v.is_object())))
            || self
                .webhook
                .as_ref()
                .is_some_and(|v| ((v.chars().count() < 1 || v.chars().count() > 65536)))
    }
}
/// A run on a thread whose client waits for its events or its values.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct RunCreateStreamingStateful {
    /// The id of an assistant, or the name of a graph, which stands for the assistant made from it at start-up.
    #[serde(rename = "assistant_id")]
    pub assistant_id: AssistantOrGraphId,
    /// Names one checkpoint of a thread.
    #[serde(
        rename = "checkpoint",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub checkpoint: Option<CheckpointConfig>,
    /// The checkpoint to start from; short for `checkpoint.checkpoint_id`.
    #[serde(
        rename = "checkpoint_id",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub checkpoint_id: Option<Option<String>>,
    /// What a graph starts from. `null` or nothing continues from the checkpoint.
    #[serde(
        rename = "input",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub input: Option<RunInput>,
    /// Steers the graph, in place of `input`.
    #[serde(
        rename = "command",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub command: Option<Option<Command>>,
    /// What to store with the run.
    #[serde(
        rename = "metadata",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub metadata: Option<serde_json::Map<String, serde_json::Value>>,
    /// How a graph is run.
    #[serde(
        rename = "config",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub config: Option<Config>,
    /// Values that the graph reads from its context. Not together with `config.configurable`.
    #[serde(
        rename = "context",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub context: Option<RawJson>,
    /// Where the run is posted when it has ended.
    #[serde(
        rename = "webhook",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub webhook: Option<WebhookUrl>,
    /// One kind of event or several. An empty list means `values`.
    #[serde(
        rename = "stream_mode",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub stream_mode: Option<StreamModes>,
    /// Accepted for compatibility; Runyard gives out no feedback URLs.
    #[serde(
        rename = "feedback_keys",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub feedback_keys: Option<Vec<String>>,
    /// Whether events of subgraphs are streamed too, with their path in the event name.
    #[serde(
        rename = "stream_subgraphs",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub stream_subgraphs: Option<bool>,
    /// Whether events get ids and are kept, so that a stream can be picked up later.
    #[serde(
        rename = "stream_resumable",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub stream_resumable: Option<bool>,
    /// Names of nodes, or `*` for all of them.
    #[serde(
        rename = "interrupt_before",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub interrupt_before: Option<InterruptNodes>,
    /// Names of nodes, or `*` for all of them.
    #[serde(
        rename = "interrupt_after",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub interrupt_after: Option<InterruptNodes>,
    /// What a new run does on a busy thread: be refused, delete the older runs with their checkpoints, stop them and keep
    /// what they did, or wait for them.
    #[serde(
        rename = "multitask_strategy",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub multitask_strategy: Option<MultitaskStrategy>,
    /// What happens when the thread of a new run does not exist.
    #[serde(
        rename = "if_not_exists",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub if_not_exists: Option<IfNotExists>,
    /// What happens to the run when the waiting client goes away.
    #[serde(
        rename = "on_disconnect",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub on_disconnect: Option<OnDisconnect>,
    /// How long to wait before the run may start. Negative counts as 0.
    #[serde(
        rename = "after_seconds",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub after_seconds: Option<serde_json::Number>,
    /// Whether checkpoints are written during the run. `durability` replaces it.
    #[serde(
        rename = "checkpoint_during",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub checkpoint_during: Option<bool>,
    /// When checkpoints are written: before the next step starts (`sync`), while it executes (`async`), or once at the
    /// end (`exit`).
    #[serde(
        rename = "durability",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub durability: Option<Durability>,
}
crate::fields::object_only!(RunCreateStreamingStateful);
impl RunCreateStreamingStateful {
    /// With the members that must be there, and no others.
    #[must_use]
    pub fn new(assistant_id: AssistantOrGraphId) -> Self {
        Self {
            assistant_id,
            checkpoint: None,
            checkpoint_id: None,
            input: None,
            command: None,
            metadata: None,
            config: None,
            context: None,
            webhook: None,
            stream_mode: None,
            feedback_keys: None,
            stream_subgraphs: None,
            stream_resumable: None,
            interrupt_before: None,
            interrupt_after: None,
            multitask_strategy: None,
            if_not_exists: None,
            on_disconnect: None,
            after_seconds: None,
            checkpoint_during: None,
            durability: None,
        }
    }
}
impl RunCreateStreamingStateful {
    /// `stream_subgraphs`, or the default of the document.
    pub fn stream_subgraphs_or_default(&self) -> bool {
        self.stream_subgraphs.unwrap_or(false)
    }
    /// `stream_resumable`, or the default of the document.
    pub fn stream_resumable_or_default(&self) -> bool {
        self.stream_resumable.unwrap_or(false)
    }
    /// `multitask_strategy`, or the default of the document.
    pub fn multitask_strategy_or_default(&self) -> MultitaskStrategy {
        self.multitask_strategy.unwrap_or(MultitaskStrategy::Enqueue)
    }
    /// `if_not_exists`, or the default of the document.
    pub fn if_not_exists_or_default(&self) -> IfNotExists {
        self.if_not_exists.unwrap_or(IfNotExists::Reject)
    }
    /// `on_disconnect`, or the default of the document.
    pub fn on_disconnect_or_default(&self) -> OnDisconnect {
        self.on_disconnect.unwrap_or(OnDisconnect::Continue)
    }
    /// `checkpoint_during`, or the default of the document.
    pub fn checkpoint_during_or_default(&self) -> bool {
        self.checkpoint_during.unwrap_or(false)
    }
    /// `durability`, or the default of the document.
    pub fn durability_or_default(&self) -> Durability {
        self.durability.unwrap_or(Durability::Async)
    }
}
impl fields::Checked for RunCreateStreamingStateful {
    fn needs_schema_check(&self) -> bool {
        self
            .command
            .as_ref()
            .and_then(Option::as_ref)
            .is_some_and(|v| (fields::Checked::needs_schema_check(v)))
            || self.context.as_ref().is_some_and(|v| (!(v.is_object())))
            || self
                .webhook
                .as_ref()
                .is_some_and(|v| ((v.chars().count() < 1 || v.chars().count() > 65536)))
    }
}
/// A run that brings no thread and streams its events.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct RunCreateStreamingStateless {
    /// The id of an assistant, or the name of a graph, which stands for the assistant made from it at start-up.
    #[serde(rename = "assistant_id")]
    pub assistant_id: AssistantOrGraphId,
    /// What a graph starts from. `null` or nothing continues from the checkpoint.
    #[serde(
        rename = "input",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub input: Option<RunInput>,
    /// Steers the graph, in place of `input`.
    #[serde(
        rename = "command",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub command: Option<Option<Command>>,
    /// What to store with the run.
    #[serde(
        rename = "metadata",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub metadata: Option<serde_json::Map<String, serde_json::Value>>,
    /// How a graph is run.
    #[serde(
        rename = "config",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub config: Option<Config>,
    /// Values that the graph reads from its context. Not together with `config.configurable`.
    #[serde(
        rename = "context",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub context: Option<RawJson>,
    /// Where the run is posted when it has ended.
    #[serde(
        rename = "webhook",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub webhook: Option<WebhookUrl>,
    /// One kind of event or several. An empty list means `values`.
    #[serde(
        rename = "stream_mode",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub stream_mode: Option<StreamModes>,
    /// Accepted for compatibility; Runyard gives out no feedback URLs.
    #[serde(
        rename = "feedback_keys",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub feedback_keys: Option<Vec<String>>,
    /// Whether events of subgraphs are streamed too, with their path in the event name.
    #[serde(
        rename = "stream_subgraphs",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub stream_subgraphs: Option<bool>,
    /// Whether events get ids and are kept, so that a stream can be picked up later.
    #[serde(
        rename = "stream_resumable",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub stream_resumable: Option<bool>,
    /// Names of nodes, or `*` for all of them.
    #[serde(
        rename = "interrupt_before",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub interrupt_before: Option<InterruptNodes>,
    /// Names of nodes, or `*` for all of them.
    #[serde(
        rename = "interrupt_after",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub interrupt_after: Option<InterruptNodes>,
    /// What happens to the thread of a stateless run when the run ends.
    #[serde(
        rename = "on_completion",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub on_completion: Option<OnCompletion>,
    /// What happens to the run when the waiting client goes away.
    #[serde(
        rename = "on_disconnect",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub on_disconnect: Option<OnDisconnect>,
    /// How long to wait before the run may start. Negative counts as 0.
    #[serde(
        rename = "after_seconds",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub after_seconds: Option<serde_json::Number>,
    /// Whether checkpoints are written during the run. `durability` replaces it.
    #[serde(
        rename = "checkpoint_during",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub checkpoint_during: Option<bool>,
    /// When checkpoints are written: before the next step starts (`sync`), while it executes (`async`), or once at the
    /// end (`exit`).
    #[serde(
        rename = "durability",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub durability: Option<Durability>,
}
crate::fields::object_only!(RunCreateStreamingStateless);
impl RunCreateStreamingStateless {
    /// With the members that must be there, and no others.
    #[must_use]
    pub fn new(assistant_id: AssistantOrGraphId) -> Self {
        Self {
            assistant_id,
            input: None,
            command: None,
            metadata: None,
            config: None,
            context: None,
            webhook: None,
            stream_mode: None,
            feedback_keys: None,
            stream_subgraphs: None,
            stream_resumable: None,
            interrupt_before: None,
            interrupt_after: None,
            on_completion: None,
            on_disconnect: None,
            after_seconds: None,
            checkpoint_during: None,
            durability: None,
        }
    }
}
impl RunCreateStreamingStateless {
    /// `stream_subgraphs`, or the default of the document.
    pub fn stream_subgraphs_or_default(&self) -> bool {
        self.stream_subgraphs.unwrap_or(false)
    }
    /// `stream_resumable`, or the default of the document.
    pub fn stream_resumable_or_default(&self) -> bool {
        self.stream_resumable.unwrap_or(false)
    }
    /// `on_completion`, or the default of the document.
    pub fn on_completion_or_default(&self) -> OnCompletion {
        self.on_completion.unwrap_or(OnCompletion::Delete)
    }
    /// `on_disconnect`, or the default of the document.
    pub fn on_disconnect_or_default(&self) -> OnDisconnect {
        self.on_disconnect.unwrap_or(OnDisconnect::Continue)
    }
    /// `checkpoint_during`, or the default of the document.
    pub fn checkpoint_during_or_default(&self) -> bool {
        self.checkpoint_during.unwrap_or(false)
    }
    /// `durability`, or the default of the document.
    pub fn durability_or_default(&self) -> Durability {
        self.durability.unwrap_or(Durability::Async)
    }
}
impl fields::Checked for RunCreateStreamingStateless {
    fn needs_schema_check(&self) -> bool {
        self
            .command
            .as_ref()
            .and_then(Option::as_ref)
            .is_some_and(|v| (fields::Checked::needs_schema_check(v)))
            || self.context.as_ref().is_some_and(|v| (!(v.is_object())))
            || self
                .webhook
                .as_ref()
                .is_some_and(|v| ((v.chars().count() < 1 || v.chars().count() > 65536)))
    }
}
/// How a run failed.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct RunError {
    /// The class of the exception, or `UserInterrupt` and `UserRollback` after a cancel.
    #[serde(rename = "error")]
    pub error: String,
    /// The text of the exception.
    #[serde(rename = "message")]
    pub message: String,
}
crate::fields::object_only!(RunError);
/// A field of a run.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize
)]
pub enum RunField {
    /// `run_id`.
    #[serde(rename = "run_id")]
    RunId,
    /// `thread_id`.
    #[serde(rename = "thread_id")]
    ThreadId,
    /// `assistant_id`.
    #[serde(rename = "assistant_id")]
    AssistantId,
    /// `created_at`.
    #[serde(rename = "created_at")]
    CreatedAt,
    /// `updated_at`.
    #[serde(rename = "updated_at")]
    UpdatedAt,
    /// `status`.
    #[serde(rename = "status")]
    Status,
    /// `metadata`.
    #[serde(rename = "metadata")]
    Metadata,
    /// `kwargs`.
    #[serde(rename = "kwargs")]
    Kwargs,
    /// `multitask_strategy`.
    #[serde(rename = "multitask_strategy")]
    MultitaskStrategy,
    /// `langsmith_session_name`.
    #[serde(rename = "langsmith_session_name")]
    LangsmithSessionName,
}
impl RunField {
    /// Every value, in the order of the document.
    pub const ALL: &'static [Self] = &[
        Self::RunId,
        Self::ThreadId,
        Self::AssistantId,
        Self::CreatedAt,
        Self::UpdatedAt,
        Self::Status,
        Self::Metadata,
        Self::Kwargs,
        Self::MultitaskStrategy,
        Self::LangsmithSessionName,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RunId => "run_id",
            Self::ThreadId => "thread_id",
            Self::AssistantId => "assistant_id",
            Self::CreatedAt => "created_at",
            Self::UpdatedAt => "updated_at",
            Self::Status => "status",
            Self::Metadata => "metadata",
            Self::Kwargs => "kwargs",
            Self::MultitaskStrategy => "multitask_strategy",
            Self::LangsmithSessionName => "langsmith_session_name",
        }
    }
    /// Reads the value as it is written on the wire; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "run_id" => Some(Self::RunId),
            "thread_id" => Some(Self::ThreadId),
            "assistant_id" => Some(Self::AssistantId),
            "created_at" => Some(Self::CreatedAt),
            "updated_at" => Some(Self::UpdatedAt),
            "status" => Some(Self::Status),
            "metadata" => Some(Self::Metadata),
            "kwargs" => Some(Self::Kwargs),
            "multitask_strategy" => Some(Self::MultitaskStrategy),
            "langsmith_session_name" => Some(Self::LangsmithSessionName),
            _ => None,
        }
    }
}
impl std::fmt::Display for RunField {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fields::FromParam for RunField {
    const EXPECTED: &'static str = "\"run_id\", \"thread_id\", \"assistant_id\", \"created_at\", \"updated_at\", \"status\", \"metadata\", \"kwargs\", \"multitask_strategy\" or \"langsmith_session_name\"";
    fn from_param(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}
/// What a graph starts from. `null` or nothing continues from the checkpoint.
pub type RunInput = RawJson;
/// Runs, newest first.
pub type RunList = Vec<Run>;
/// Where a run is in its life: waiting, executing, or ended in one of four ways. A run that stops at an interrupt of
/// its graph is a `success`; `interrupted` means that it was cancelled.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize
)]
pub enum RunStatus {
    /// `pending`.
    #[serde(rename = "pending")]
    Pending,
    /// `running`.
    #[serde(rename = "running")]
    Running,
    /// `error`.
    #[serde(rename = "error")]
    Error,
    /// `success`.
    #[serde(rename = "success")]
    Success,
    /// `timeout`.
    #[serde(rename = "timeout")]
    Timeout,
    /// `interrupted`.
    #[serde(rename = "interrupted")]
    Interrupted,
}
impl RunStatus {
    /// Every value, in the order of the document.
    pub const ALL: &'static [Self] = &[
        Self::Pending,
        Self::Running,
        Self::Error,
        Self::Success,
        Self::Timeout,
        Self::Interrupted,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Running => "running",
            Self::Error => "error",
            Self::Success => "success",
            Self::Timeout => "timeout",
            Self::Interrupted => "interrupted",
        }
    }
    /// Reads the value as it is written on the wire; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "pending" => Some(Self::Pending),
            "running" => Some(Self::Running),
            "error" => Some(Self::Error),
            "success" => Some(Self::Success),
            "timeout" => Some(Self::Timeout),
            "interrupted" => Some(Self::Interrupted),
            _ => None,
        }
    }
}
impl std::fmt::Display for RunStatus {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fields::FromParam for RunStatus {
    const EXPECTED: &'static str = "\"pending\", \"running\", \"error\", \"success\", \"timeout\" or \"interrupted\"";
    fn from_param(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}
/// Runs to be stopped, by their status, or by their ids on one thread.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(remote = "Self")]
pub struct RunsCancel {
    /// Which runs, by what they are doing.
    #[serde(
        rename = "status",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub status: Option<RunsCancelStatus>,
    /// The thread of the runs.
    #[serde(
        rename = "thread_id",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub thread_id: Option<ThreadId>,
    /// The runs.
    #[serde(
        rename = "run_ids",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub run_ids: Option<Vec<RunId>>,
}
crate::fields::object_only!(RunsCancel);
impl fields::Checked for RunsCancel {
    fn needs_schema_check(&self) -> bool {
        true
    }
}
/// Which runs, by what they are doing.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize
)]
pub enum RunsCancelStatus {
    /// `pending`.
    #[serde(rename = "pending")]
    Pending,
    /// `running`.
    #[serde(rename = "running")]
    Running,
    /// `all`.
    #[serde(rename = "all")]
    All,
}
impl RunsCancelStatus {
    /// Every value, in the order of the document.
    pub const ALL: &'static [Self] = &[Self::Pending, Self::Running, Self::All];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Running => "running",
            Self::All => "all",
        }
    }
    /// Reads the value as it is written on the wire; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "pending" => Some(Self::Pending),
            "running" => Some(Self::Running),
            "all" => Some(Self::All),
            _ => None,
        }
    }
}
impl std::fmt::Display for RunsCancelStatus {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fields::FromParam for RunsCancelStatus {
    const EXPECTED: &'static str = "\"pending\", \"running\" or \"all\"";
    fn from_param(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}
/// An item that a search found.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct SearchItem {
    /// Where it is.
    #[serde(rename = "namespace")]
    pub namespace: Vec<String>,
    /// Its name in there.
    #[serde(rename = "key")]
    pub key: String,
    /// What was put. Clients put objects; graphs may put any other value but null.
    #[serde(rename = "value")]
    pub value: RawJson,
    /// When it was first put.
    #[serde(rename = "created_at")]
    pub created_at: Timestamp,
    /// When it was last put.
    #[serde(rename = "updated_at")]
    pub updated_at: Timestamp,
    /// How near it is to the query, 1 at most; null without a query, and for an item that is not indexed.
    #[serde(rename = "score", deserialize_with = "crate::fields::nullable")]
    pub score: Option<serde_json::Number>,
}
crate::fields::object_only!(SearchItem);
/// Items that were found.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct SearchItemsResponse {
    /// The items, in order.
    #[serde(rename = "items")]
    pub items: Vec<SearchItem>,
}
crate::fields::object_only!(SearchItemsResponse);
/// Runs one node with an input of its own.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct SendTask {
    /// The node to run.
    #[serde(rename = "node")]
    pub node: String,
    /// What the node gets.
    #[serde(rename = "input")]
    pub input: serde_json::Value,
}
crate::fields::object_only!(SendTask);
/// Which server this is and what it can do.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct ServerInfo {
    /// The version of Runyard.
    #[serde(rename = "version")]
    pub version: String,
    /// The version of langgraph in the worker's interpreter; null without one.
    #[serde(
        rename = "langgraph_py_version",
        deserialize_with = "crate::fields::nullable"
    )]
    pub langgraph_py_version: Option<String>,
    /// Features by name.
    #[serde(rename = "flags")]
    pub flags: std::collections::BTreeMap<String, bool>,
    /// Where the server runs. The ids are for hosted deployments and null elsewhere.
    #[serde(
        rename = "host",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub host: Option<HostInfo>,
    /// Further facts about the server.
    #[serde(rename = "metadata")]
    pub metadata: RawJson,
}
crate::fields::object_only!(ServerInfo);
impl ServerInfo {
    /// With the members that must be there, and no others.
    #[must_use]
    pub fn new(
        version: String,
        langgraph_py_version: Option<String>,
        flags: std::collections::BTreeMap<String, bool>,
        metadata: RawJson,
    ) -> Self {
        Self {
            version,
            langgraph_py_version,
            flags,
            metadata,
            host: None,
        }
    }
}
/// The direction of a sort.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize
)]
pub enum SortOrder {
    /// `asc`.
    #[serde(rename = "asc")]
    Asc,
    /// `desc`.
    #[serde(rename = "desc")]
    Desc,
}
impl SortOrder {
    /// Every value, in the order of the document.
    pub const ALL: &'static [Self] = &[Self::Asc, Self::Desc];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Asc => "asc",
            Self::Desc => "desc",
        }
    }
    /// Reads the value as it is written on the wire; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "asc" => Some(Self::Asc),
            "desc" => Some(Self::Desc),
            _ => None,
        }
    }
}
impl std::fmt::Display for SortOrder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fields::FromParam for SortOrder {
    const EXPECTED: &'static str = "\"asc\" or \"desc\"";
    fn from_param(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}
/// An item to delete.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct StoreDeleteRequest {
    /// The item's namespace.
    #[serde(
        rename = "namespace",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub namespace: Option<Vec<String>>,
    /// The item's key.
    #[serde(rename = "key")]
    pub key: String,
}
crate::fields::object_only!(StoreDeleteRequest);
impl StoreDeleteRequest {
    /// With the members that must be there, and no others.
    #[must_use]
    pub fn new(key: String) -> Self {
        Self { key, namespace: None }
    }
}
/// Which namespaces to list.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(remote = "Self")]
pub struct StoreListNamespacesRequest {
    /// Only namespaces that begin with these labels; `*` is any label.
    #[serde(
        rename = "prefix",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub prefix: Option<Vec<String>>,
    /// Only namespaces that end with these labels; `*` is any label.
    #[serde(
        rename = "suffix",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub suffix: Option<Vec<String>>,
    /// Deeper namespaces are cut to so many labels, and each is listed once.
    #[serde(
        rename = "max_depth",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub max_depth: Option<i64>,
    /// How many namespaces to return at most.
    #[serde(
        rename = "limit",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub limit: Option<i64>,
    /// How many namespaces to skip.
    #[serde(
        rename = "offset",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub offset: Option<i64>,
}
crate::fields::object_only!(StoreListNamespacesRequest);
impl StoreListNamespacesRequest {
    /// `limit`, or the default of the document.
    pub fn limit_or_default(&self) -> i64 {
        self.limit.unwrap_or(100i64)
    }
    /// `offset`, or the default of the document.
    pub fn offset_or_default(&self) -> i64 {
        self.offset.unwrap_or(0i64)
    }
}
impl fields::Checked for StoreListNamespacesRequest {
    fn needs_schema_check(&self) -> bool {
        self.max_depth.as_ref().is_some_and(|v| (*v < 1i64))
            || self.limit.as_ref().is_some_and(|v| (*v < 0i64))
            || self.offset.as_ref().is_some_and(|v| (*v < 0i64))
    }
}
/// An item to store.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct StorePutRequest {
    /// Where the item belongs, from the general to the particular. Labels are not empty and have no dots; the first is not `langgraph`.
    #[serde(rename = "namespace")]
    pub namespace: Vec<String>,
    /// The item's name in its namespace.
    #[serde(rename = "key")]
    pub key: String,
    /// The item itself.
    #[serde(rename = "value")]
    pub value: serde_json::Map<String, serde_json::Value>,
    /// What of the value is searched by meaning: these paths (`text`, `notes[*].body`, `$` for the whole value), nothing (false), or what the
    /// server's configuration says.
    #[serde(
        rename = "index",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub index: Option<Option<StorePutRequestIndex>>,
    /// Minutes to live. Null is for ever; absent, the server's configuration decides (for ever unless it says otherwise).
    #[serde(
        rename = "ttl",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub ttl: Option<Option<serde_json::Number>>,
}
crate::fields::object_only!(StorePutRequest);
impl StorePutRequest {
    /// With the members that must be there, and no others.
    #[must_use]
    pub fn new(
        namespace: Vec<String>,
        key: String,
        value: serde_json::Map<String, serde_json::Value>,
    ) -> Self {
        Self {
            namespace,
            key,
            value,
            index: None,
            ttl: None,
        }
    }
}
impl fields::Checked for StorePutRequest {
    fn needs_schema_check(&self) -> bool {
        self
            .index
            .as_ref()
            .and_then(Option::as_ref)
            .is_some_and(|v| (fields::Checked::needs_schema_check(v)))
            || self
                .ttl
                .as_ref()
                .and_then(Option::as_ref)
                .is_some_and(|v| {
                    let _ = v;
                    true
                })
    }
}
/// What of the value is searched by meaning: these paths (`text`, `notes[*].body`, `$` for the whole value), nothing (false), or what the
/// server's configuration says.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(untagged)]
pub enum StorePutRequestIndex {
    /// As a list of string.
    List(Vec<String>),
    /// As a boolean.
    Boolean(bool),
}
impl fields::Checked for StorePutRequestIndex {
    fn needs_schema_check(&self) -> bool {
        match self {
            Self::List(_) => false,
            Self::Boolean(v) => (![false].contains(v)),
        }
    }
}
/// Which items to list.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(remote = "Self")]
pub struct StoreSearchRequest {
    /// Only items at and below this namespace; all of them when absent or empty.
    #[serde(
        rename = "namespace_prefix",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub namespace_prefix: Option<Option<Vec<String>>>,
    /// What members of the value must be. A value must be equal, an object contained; an object of operators (`$eq`, `$ne`, `$gt`, `$gte`, `$lt`,
    /// `$lte`) compares numbers with numbers and texts with texts.
    #[serde(
        rename = "filter",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub filter: Option<Option<serde_json::Map<String, serde_json::Value>>>,
    /// How many items to return at most.
    #[serde(
        rename = "limit",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub limit: Option<i64>,
    /// How many matching items to skip.
    #[serde(
        rename = "offset",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub offset: Option<i64>,
    /// What to look for by meaning.
    #[serde(
        rename = "query",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub query: Option<Option<String>>,
    /// Whether being found starts an item's time to live anew. Absent, the server's configuration decides (yes unless it says otherwise).
    #[serde(
        rename = "refresh_ttl",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub refresh_ttl: Option<Option<bool>>,
}
crate::fields::object_only!(StoreSearchRequest);
impl StoreSearchRequest {
    /// `limit`, or the default of the document.
    pub fn limit_or_default(&self) -> i64 {
        self.limit.unwrap_or(10i64)
    }
    /// `offset`, or the default of the document.
    pub fn offset_or_default(&self) -> i64 {
        self.offset.unwrap_or(0i64)
    }
}
impl fields::Checked for StoreSearchRequest {
    fn needs_schema_check(&self) -> bool {
        self.limit.as_ref().is_some_and(|v| (*v < 0i64))
            || self.offset.as_ref().is_some_and(|v| (*v < 0i64))
    }
}
/// A number of things and their size.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct StoredBytes {
    /// How many there are.
    #[serde(rename = "count")]
    pub count: i64,
    /// Their size in bytes.
    #[serde(rename = "bytes")]
    pub bytes: i64,
}
crate::fields::object_only!(StoredBytes);
impl fields::Checked for StoredBytes {
    fn needs_schema_check(&self) -> bool {
        ({
            let v = &self.count;
            (*v < 0i64)
        })
            || ({
                let v = &self.bytes;
                (*v < 0i64)
            })
    }
}
/// The values of all channels.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct StoredChannels {
    /// How many values there are.
    #[serde(rename = "count")]
    pub count: i64,
    /// Their size in bytes.
    #[serde(rename = "bytes")]
    pub bytes: i64,
    /// The same for each channel, by its name.
    #[serde(rename = "by_channel")]
    pub by_channel: std::collections::BTreeMap<String, ChannelBytes>,
}
crate::fields::object_only!(StoredChannels);
impl fields::Checked for StoredChannels {
    fn needs_schema_check(&self) -> bool {
        ({
            let v = &self.count;
            (*v < 0i64)
        })
            || ({
                let v = &self.bytes;
                (*v < 0i64)
            })
            || ({
                let v = &self.by_channel;
                (v.values().any(|v| (fields::Checked::needs_schema_check(v))))
            })
    }
}
/// A kind of event that a run can stream.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize
)]
pub enum StreamMode {
    /// `values`.
    #[serde(rename = "values")]
    Values,
    /// `messages`.
    #[serde(rename = "messages")]
    Messages,
    /// `messages-tuple`.
    #[serde(rename = "messages-tuple")]
    MessagesTuple,
    /// `tasks`.
    #[serde(rename = "tasks")]
    Tasks,
    /// `checkpoints`.
    #[serde(rename = "checkpoints")]
    Checkpoints,
    /// `updates`.
    #[serde(rename = "updates")]
    Updates,
    /// `events`.
    #[serde(rename = "events")]
    Events,
    /// `debug`.
    #[serde(rename = "debug")]
    Debug,
    /// `custom`.
    #[serde(rename = "custom")]
    Custom,
}
impl StreamMode {
    /// Every value, in the order of the document.
    pub const ALL: &'static [Self] = &[
        Self::Values,
        Self::Messages,
        Self::MessagesTuple,
        Self::Tasks,
        Self::Checkpoints,
        Self::Updates,
        Self::Events,
        Self::Debug,
        Self::Custom,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Values => "values",
            Self::Messages => "messages",
            Self::MessagesTuple => "messages-tuple",
            Self::Tasks => "tasks",
            Self::Checkpoints => "checkpoints",
            Self::Updates => "updates",
            Self::Events => "events",
            Self::Debug => "debug",
            Self::Custom => "custom",
        }
    }
    /// Reads the value as it is written on the wire; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "values" => Some(Self::Values),
            "messages" => Some(Self::Messages),
            "messages-tuple" => Some(Self::MessagesTuple),
            "tasks" => Some(Self::Tasks),
            "checkpoints" => Some(Self::Checkpoints),
            "updates" => Some(Self::Updates),
            "events" => Some(Self::Events),
            "debug" => Some(Self::Debug),
            "custom" => Some(Self::Custom),
            _ => None,
        }
    }
}
impl std::fmt::Display for StreamMode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fields::FromParam for StreamMode {
    const EXPECTED: &'static str = "\"values\", \"messages\", \"messages-tuple\", \"tasks\", \"checkpoints\", \"updates\", \"events\", \"debug\" or \"custom\"";
    fn from_param(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}
/// One kind of event or several. An empty list means `values`.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(untagged)]
pub enum StreamModes {
    /// As a list of `StreamMode`.
    List(Vec<StreamMode>),
    /// As `StreamMode`.
    StreamMode(StreamMode),
}
/// The schemas of graphs inside of another, by their namespace.
pub type Subgraphs = std::collections::BTreeMap<String, GraphSchemaNoId>;
/// State that is carried from run to run.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct Thread {
    /// Identifies the thread.
    #[serde(rename = "thread_id")]
    pub thread_id: ThreadId,
    /// When it was created.
    #[serde(rename = "created_at")]
    pub created_at: Timestamp,
    /// When it last changed.
    #[serde(rename = "updated_at")]
    pub updated_at: Timestamp,
    /// When its values last changed.
    #[serde(
        rename = "state_updated_at",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub state_updated_at: Option<Timestamp>,
    /// What clients stored with it, plus the graph and the assistant of its latest run.
    #[serde(rename = "metadata")]
    pub metadata: RawJson,
    /// Whether a thread has unfinished runs (`busy`), waits for an answer or after a cancel (`interrupted`), failed in
    /// its last run (`error`), or none of these (`idle`).
    #[serde(rename = "status")]
    pub status: ThreadStatus,
    /// The configuration of its latest run.
    #[serde(
        rename = "config",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub config: Option<RawJson>,
    /// The values of its latest checkpoint; null before the first.
    #[serde(
        rename = "values",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub values: Option<RawJson>,
    /// How its latest run failed or was stopped.
    #[serde(
        rename = "error",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub error: Option<RawJson>,
    /// The open interrupts of each task, by the task's id.
    #[serde(
        rename = "interrupts",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub interrupts: Option<RawJson>,
    /// How long a thread has left.
    #[serde(
        rename = "ttl",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub ttl: Option<ThreadTtlInfo>,
    /// What a search's `extract` found, under the names it gave.
    #[serde(
        rename = "extracted",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub extracted: Option<RawJson>,
}
crate::fields::object_only!(Thread);
impl Thread {
    /// With the members that must be there, and no others.
    #[must_use]
    pub fn new(
        thread_id: ThreadId,
        created_at: Timestamp,
        updated_at: Timestamp,
        metadata: RawJson,
        status: ThreadStatus,
    ) -> Self {
        Self {
            thread_id,
            created_at,
            updated_at,
            metadata,
            status,
            state_updated_at: None,
            config: None,
            values: None,
            error: None,
            interrupts: None,
            ttl: None,
            extracted: None,
        }
    }
}
impl fields::Checked for Thread {
    fn needs_schema_check(&self) -> bool {
        self.interrupts.as_ref().is_some_and(|v| (!(v.is_object())))
    }
}
/// Which threads to count.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(remote = "Self")]
pub struct ThreadCountRequest {
    /// Only threads whose metadata contains this, at any depth.
    #[serde(
        rename = "metadata",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub metadata: Option<serde_json::Map<String, serde_json::Value>>,
    /// Only threads whose values contain this, at any depth.
    #[serde(
        rename = "values",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub values: Option<serde_json::Map<String, serde_json::Value>>,
    /// Whether a thread has unfinished runs (`busy`), waits for an answer or after a cancel (`interrupted`), failed in
    /// its last run (`error`), or none of these (`idle`).
    #[serde(
        rename = "status",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub status: Option<ThreadStatus>,
}
crate::fields::object_only!(ThreadCountRequest);
/// A thread to create.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(remote = "Self")]
pub struct ThreadCreate {
    /// The id to use; a new one when absent.
    #[serde(
        rename = "thread_id",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub thread_id: Option<ThreadId>,
    /// What to store with the thread. `graph_id` in here says which graph its state belongs to.
    #[serde(
        rename = "metadata",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub metadata: Option<serde_json::Map<String, serde_json::Value>>,
    /// What happens when the id is in use.
    #[serde(
        rename = "if_exists",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub if_exists: Option<IfExists>,
    /// How long a thread lives.
    #[serde(
        rename = "ttl",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub ttl: Option<ThreadTtl>,
    /// State to start with, for example copied from another server. Needs `metadata.graph_id`.
    #[serde(
        rename = "supersteps",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub supersteps: Option<Vec<ThreadSuperstep>>,
}
crate::fields::object_only!(ThreadCreate);
impl ThreadCreate {
    /// `if_exists`, or the default of the document.
    pub fn if_exists_or_default(&self) -> IfExists {
        self.if_exists.unwrap_or(IfExists::Raise)
    }
}
impl fields::Checked for ThreadCreate {
    fn needs_schema_check(&self) -> bool {
        self.supersteps
            .as_ref()
            .is_some_and(|v| {
                (v.iter().any(|v| (fields::Checked::needs_schema_check(v))))
            })
    }
}
/// Runs by a schedule, all on one thread.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct ThreadCronCreate {
    /// When runs start: minute, hour, day of month, month, day of week, and as a sixth field the second; or `@hourly`,
    /// `@daily`, `@weekly`, `@monthly` or `@yearly`. A day matches when its day of month or its day of week does; where one
    /// of the two is `*`, the other has to.
    #[serde(rename = "schedule")]
    pub schedule: String,
    /// The IANA time zone of the schedule; UTC when absent.
    #[serde(
        rename = "timezone",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub timezone: Option<String>,
    /// After this time no run starts.
    #[serde(
        rename = "end_time",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub end_time: Option<String>,
    /// The id of an assistant, or the name of a graph, which stands for the assistant made from it at start-up.
    #[serde(rename = "assistant_id")]
    pub assistant_id: AssistantOrGraphId,
    /// What the graph starts from, each time.
    #[serde(
        rename = "input",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub input: Option<CronInput>,
    /// What to store with the cron, and with its runs.
    #[serde(
        rename = "metadata",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub metadata: Option<serde_json::Map<String, serde_json::Value>>,
    /// How a graph is run.
    #[serde(
        rename = "config",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub config: Option<Config>,
    /// Values that the graph reads from its context. Not together with `config.configurable`.
    #[serde(
        rename = "context",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub context: Option<RawJson>,
    /// Where the run is posted when it has ended.
    #[serde(
        rename = "webhook",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub webhook: Option<WebhookUrl>,
    /// Names of nodes, or `*` for all of them.
    #[serde(
        rename = "interrupt_before",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub interrupt_before: Option<InterruptNodes>,
    /// Names of nodes, or `*` for all of them.
    #[serde(
        rename = "interrupt_after",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub interrupt_after: Option<InterruptNodes>,
    /// What a new run does on a busy thread: be refused, delete the older runs with their checkpoints, stop them and keep
    /// what they did, or wait for them.
    #[serde(
        rename = "multitask_strategy",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub multitask_strategy: Option<MultitaskStrategy>,
    /// Whether the cron starts runs.
    #[serde(
        rename = "enabled",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub enabled: Option<bool>,
    /// One kind of event or several. An empty list means `values`.
    #[serde(
        rename = "stream_mode",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub stream_mode: Option<StreamModes>,
    /// Whether events of subgraphs are streamed too, with their path in the event name.
    #[serde(
        rename = "stream_subgraphs",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub stream_subgraphs: Option<bool>,
    /// Whether events get ids and are kept, so that a stream can be picked up later.
    #[serde(
        rename = "stream_resumable",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub stream_resumable: Option<bool>,
    /// When checkpoints are written: before the next step starts (`sync`), while it executes (`async`), or once at the
    /// end (`exit`).
    #[serde(
        rename = "durability",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub durability: Option<Durability>,
    /// Whether checkpoints are written during the run. `durability` replaces it.
    #[serde(
        rename = "checkpoint_during",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub checkpoint_during: Option<bool>,
}
crate::fields::object_only!(ThreadCronCreate);
impl ThreadCronCreate {
    /// With the members that must be there, and no others.
    #[must_use]
    pub fn new(schedule: String, assistant_id: AssistantOrGraphId) -> Self {
        Self {
            schedule,
            assistant_id,
            timezone: None,
            end_time: None,
            input: None,
            metadata: None,
            config: None,
            context: None,
            webhook: None,
            interrupt_before: None,
            interrupt_after: None,
            multitask_strategy: None,
            enabled: None,
            stream_mode: None,
            stream_subgraphs: None,
            stream_resumable: None,
            durability: None,
            checkpoint_during: None,
        }
    }
}
impl ThreadCronCreate {
    /// `multitask_strategy`, or the default of the document.
    pub fn multitask_strategy_or_default(&self) -> MultitaskStrategy {
        self.multitask_strategy.unwrap_or(MultitaskStrategy::Enqueue)
    }
    /// `enabled`, or the default of the document.
    pub fn enabled_or_default(&self) -> bool {
        self.enabled.unwrap_or(true)
    }
    /// `stream_subgraphs`, or the default of the document.
    pub fn stream_subgraphs_or_default(&self) -> bool {
        self.stream_subgraphs.unwrap_or(false)
    }
    /// `stream_resumable`, or the default of the document.
    pub fn stream_resumable_or_default(&self) -> bool {
        self.stream_resumable.unwrap_or(false)
    }
    /// `durability`, or the default of the document.
    pub fn durability_or_default(&self) -> Durability {
        self.durability.unwrap_or(Durability::Async)
    }
}
impl fields::Checked for ThreadCronCreate {
    fn needs_schema_check(&self) -> bool {
        self.input.as_ref().is_some_and(|v| ((!(false || v.is_object()))))
            || self.context.as_ref().is_some_and(|v| (!(v.is_object())))
            || self
                .webhook
                .as_ref()
                .is_some_and(|v| ((v.chars().count() < 1 || v.chars().count() > 65536)))
    }
}
/// A field of a thread.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize
)]
pub enum ThreadField {
    /// `thread_id`.
    #[serde(rename = "thread_id")]
    ThreadId,
    /// `created_at`.
    #[serde(rename = "created_at")]
    CreatedAt,
    /// `updated_at`.
    #[serde(rename = "updated_at")]
    UpdatedAt,
    /// `state_updated_at`.
    #[serde(rename = "state_updated_at")]
    StateUpdatedAt,
    /// `metadata`.
    #[serde(rename = "metadata")]
    Metadata,
    /// `config`.
    #[serde(rename = "config")]
    Config,
    /// `status`.
    #[serde(rename = "status")]
    Status,
    /// `values`.
    #[serde(rename = "values")]
    Values,
    /// `interrupts`.
    #[serde(rename = "interrupts")]
    Interrupts,
}
impl ThreadField {
    /// Every value, in the order of the document.
    pub const ALL: &'static [Self] = &[
        Self::ThreadId,
        Self::CreatedAt,
        Self::UpdatedAt,
        Self::StateUpdatedAt,
        Self::Metadata,
        Self::Config,
        Self::Status,
        Self::Values,
        Self::Interrupts,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ThreadId => "thread_id",
            Self::CreatedAt => "created_at",
            Self::UpdatedAt => "updated_at",
            Self::StateUpdatedAt => "state_updated_at",
            Self::Metadata => "metadata",
            Self::Config => "config",
            Self::Status => "status",
            Self::Values => "values",
            Self::Interrupts => "interrupts",
        }
    }
    /// Reads the value as it is written on the wire; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "thread_id" => Some(Self::ThreadId),
            "created_at" => Some(Self::CreatedAt),
            "updated_at" => Some(Self::UpdatedAt),
            "state_updated_at" => Some(Self::StateUpdatedAt),
            "metadata" => Some(Self::Metadata),
            "config" => Some(Self::Config),
            "status" => Some(Self::Status),
            "values" => Some(Self::Values),
            "interrupts" => Some(Self::Interrupts),
            _ => None,
        }
    }
}
impl std::fmt::Display for ThreadField {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fields::FromParam for ThreadField {
    const EXPECTED: &'static str = "\"thread_id\", \"created_at\", \"updated_at\", \"state_updated_at\", \"metadata\", \"config\", \"status\", \"values\" or \"interrupts\"";
    fn from_param(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}
/// Threads in the order of the search.
pub type ThreadList = Vec<Thread>;
/// What to change about a thread.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(remote = "Self")]
pub struct ThreadPatch {
    /// Members to set.
    #[serde(
        rename = "metadata",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub metadata: Option<serde_json::Map<String, serde_json::Value>>,
    /// How long a thread lives.
    #[serde(
        rename = "ttl",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub ttl: Option<ThreadTtl>,
}
crate::fields::object_only!(ThreadPatch);
/// Which threads to prune, and how.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct ThreadPruneRequest {
    /// The threads.
    #[serde(rename = "thread_ids")]
    pub thread_ids: Vec<ThreadId>,
    /// What happens to a thread when its time is over.
    #[serde(
        rename = "strategy",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub strategy: Option<TtlStrategy>,
}
crate::fields::object_only!(ThreadPruneRequest);
impl ThreadPruneRequest {
    /// With the members that must be there, and no others.
    #[must_use]
    pub fn new(thread_ids: Vec<ThreadId>) -> Self {
        Self { thread_ids, strategy: None }
    }
}
impl ThreadPruneRequest {
    /// `strategy`, or the default of the document.
    pub fn strategy_or_default(&self) -> TtlStrategy {
        self.strategy.unwrap_or(TtlStrategy::Delete)
    }
}
/// What was pruned.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct ThreadPruneResponse {
    /// How many threads.
    #[serde(rename = "pruned_count")]
    pub pruned_count: i64,
}
crate::fields::object_only!(ThreadPruneResponse);
impl fields::Checked for ThreadPruneResponse {
    fn needs_schema_check(&self) -> bool {
        ({
            let v = &self.pruned_count;
            (*v < 0i64)
        })
    }
}
/// Which threads to list, in which order, and what of each.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(remote = "Self")]
pub struct ThreadSearchRequest {
    /// Only these threads.
    #[serde(
        rename = "ids",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub ids: Option<Vec<uuid::Uuid>>,
    /// Only threads whose metadata contains this, at any depth.
    #[serde(
        rename = "metadata",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub metadata: Option<serde_json::Map<String, serde_json::Value>>,
    /// Only threads whose values contain this, at any depth.
    #[serde(
        rename = "values",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub values: Option<serde_json::Map<String, serde_json::Value>>,
    /// Whether a thread has unfinished runs (`busy`), waits for an answer or after a cancel (`interrupted`), failed in
    /// its last run (`error`), or none of these (`idle`).
    #[serde(
        rename = "status",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub status: Option<ThreadStatus>,
    /// How many threads to return at most.
    #[serde(
        rename = "limit",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub limit: Option<i64>,
    /// How many matching threads to skip.
    #[serde(
        rename = "offset",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub offset: Option<i64>,
    /// A field that threads can be sorted by.
    #[serde(
        rename = "sort_by",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub sort_by: Option<ThreadSortBy>,
    /// The direction of a sort.
    #[serde(
        rename = "sort_order",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub sort_order: Option<SortOrder>,
    /// The fields to return of each thread. All of them when absent.
    #[serde(
        rename = "select",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub select: Option<Vec<ThreadField>>,
    /// Names for paths into `values`, `metadata`, `config` or `interrupts`, as in `values.messages[-1].content`.
    /// What is found comes back in `extracted`; what is not found is null there.
    #[serde(
        rename = "extract",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub extract: Option<std::collections::BTreeMap<String, String>>,
}
crate::fields::object_only!(ThreadSearchRequest);
impl ThreadSearchRequest {
    /// `limit`, or the default of the document.
    pub fn limit_or_default(&self) -> i64 {
        self.limit.unwrap_or(10i64)
    }
    /// `offset`, or the default of the document.
    pub fn offset_or_default(&self) -> i64 {
        self.offset.unwrap_or(0i64)
    }
}
impl fields::Checked for ThreadSearchRequest {
    fn needs_schema_check(&self) -> bool {
        self.limit.as_ref().is_some_and(|v| (*v < 1i64 || *v > 1000i64))
            || self.offset.as_ref().is_some_and(|v| (*v < 0i64))
            || self.extract.as_ref().is_some_and(|v| (v.len() > 10))
    }
}
/// A field that threads can be sorted by.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize
)]
pub enum ThreadSortBy {
    /// `thread_id`.
    #[serde(rename = "thread_id")]
    ThreadId,
    /// `status`.
    #[serde(rename = "status")]
    Status,
    /// `created_at`.
    #[serde(rename = "created_at")]
    CreatedAt,
    /// `updated_at`.
    #[serde(rename = "updated_at")]
    UpdatedAt,
    /// `state_updated_at`.
    #[serde(rename = "state_updated_at")]
    StateUpdatedAt,
}
impl ThreadSortBy {
    /// Every value, in the order of the document.
    pub const ALL: &'static [Self] = &[
        Self::ThreadId,
        Self::Status,
        Self::CreatedAt,
        Self::UpdatedAt,
        Self::StateUpdatedAt,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ThreadId => "thread_id",
            Self::Status => "status",
            Self::CreatedAt => "created_at",
            Self::UpdatedAt => "updated_at",
            Self::StateUpdatedAt => "state_updated_at",
        }
    }
    /// Reads the value as it is written on the wire; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "thread_id" => Some(Self::ThreadId),
            "status" => Some(Self::Status),
            "created_at" => Some(Self::CreatedAt),
            "updated_at" => Some(Self::UpdatedAt),
            "state_updated_at" => Some(Self::StateUpdatedAt),
            _ => None,
        }
    }
}
impl std::fmt::Display for ThreadSortBy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fields::FromParam for ThreadSortBy {
    const EXPECTED: &'static str = "\"thread_id\", \"status\", \"created_at\", \"updated_at\" or \"state_updated_at\"";
    fn from_param(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}
/// One checkpoint of a thread.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct ThreadState {
    /// The values of the graph's state.
    #[serde(rename = "values")]
    pub values: RawJson,
    /// The nodes that come next.
    #[serde(rename = "next")]
    pub next: Vec<String>,
    /// The tasks of those nodes.
    #[serde(
        rename = "tasks",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub tasks: Option<RawJson>,
    /// How the checkpoint came about; null before the first.
    #[serde(rename = "metadata")]
    pub metadata: RawJson,
    /// When it was written; null before the first.
    #[serde(rename = "created_at", deserialize_with = "crate::fields::nullable")]
    pub created_at: Option<String>,
    /// Which checkpoint this is; null before the first.
    #[serde(rename = "checkpoint")]
    pub checkpoint: RawJson,
    /// The checkpoint before it.
    #[serde(
        rename = "parent_checkpoint",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub parent_checkpoint: Option<RawJson>,
    /// Everything that waits for an answer.
    #[serde(
        rename = "interrupts",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub interrupts: Option<RawJson>,
    /// The id in `checkpoint`.
    #[serde(
        rename = "checkpoint_id",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub checkpoint_id: Option<Option<String>>,
    /// The id in `parent_checkpoint`.
    #[serde(
        rename = "parent_checkpoint_id",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub parent_checkpoint_id: Option<Option<String>>,
}
crate::fields::object_only!(ThreadState);
impl ThreadState {
    /// With the members that must be there, and no others.
    #[must_use]
    pub fn new(
        values: RawJson,
        next: Vec<String>,
        metadata: RawJson,
        created_at: Option<String>,
        checkpoint: RawJson,
    ) -> Self {
        Self {
            values,
            next,
            metadata,
            created_at,
            checkpoint,
            tasks: None,
            parent_checkpoint: None,
            interrupts: None,
            checkpoint_id: None,
            parent_checkpoint_id: None,
        }
    }
}
impl fields::Checked for ThreadState {
    fn needs_schema_check(&self) -> bool {
        self.tasks.as_ref().is_some_and(|v| (!(v.is_array())))
            || self.interrupts.as_ref().is_some_and(|v| (!(v.is_array())))
    }
}
/// Which state to read.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct ThreadStateCheckpointRequest {
    /// Names one checkpoint of a thread.
    #[serde(rename = "checkpoint")]
    pub checkpoint: CheckpointConfig,
    /// Whether tasks that are subgraphs carry their own state.
    #[serde(
        rename = "subgraphs",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub subgraphs: Option<bool>,
}
crate::fields::object_only!(ThreadStateCheckpointRequest);
impl ThreadStateCheckpointRequest {
    /// With the members that must be there, and no others.
    #[must_use]
    pub fn new(checkpoint: CheckpointConfig) -> Self {
        Self {
            checkpoint,
            subgraphs: None,
        }
    }
}
/// States, newest first.
pub type ThreadStateList = Vec<ThreadState>;
/// Which states to list.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(remote = "Self")]
pub struct ThreadStateSearch {
    /// How many states to return at most.
    #[serde(
        rename = "limit",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub limit: Option<i64>,
    /// Only states before this checkpoint.
    #[serde(
        rename = "before",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub before: Option<Option<HistoryBefore>>,
    /// Only states whose metadata contains this.
    #[serde(
        rename = "metadata",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub metadata: Option<Option<serde_json::Map<String, serde_json::Value>>>,
    /// The namespace to list, of a subgraph.
    #[serde(
        rename = "checkpoint",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub checkpoint: Option<Option<CheckpointConfig>>,
}
crate::fields::object_only!(ThreadStateSearch);
impl ThreadStateSearch {
    /// `limit`, or the default of the document.
    pub fn limit_or_default(&self) -> i64 {
        self.limit.unwrap_or(1i64)
    }
}
impl fields::Checked for ThreadStateSearch {
    fn needs_schema_check(&self) -> bool {
        self.limit.as_ref().is_some_and(|v| (*v < 1i64 || *v > 1000i64))
    }
}
/// What to write into a thread's state.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(remote = "Self")]
pub struct ThreadStateUpdate {
    /// The values, in the form that the node would return.
    #[serde(
        rename = "values",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub values: Option<RawJson>,
    /// Names one checkpoint of a thread.
    #[serde(
        rename = "checkpoint",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub checkpoint: Option<CheckpointConfig>,
    /// The checkpoint to go on from, by its id alone.
    #[serde(
        rename = "checkpoint_id",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub checkpoint_id: Option<Option<String>>,
    /// The node in whose place the values are written. The last one that ran when absent and unambiguous.
    #[serde(
        rename = "as_node",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub as_node: Option<Option<String>>,
}
crate::fields::object_only!(ThreadStateUpdate);
impl fields::Checked for ThreadStateUpdate {
    fn needs_schema_check(&self) -> bool {
        self.values
            .as_ref()
            .is_some_and(|v| (!(v.is_array() || v.is_object() || v.is_null())))
    }
}
/// Where a new state is.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(remote = "Self")]
pub struct ThreadStateUpdateResponse {
    /// The new checkpoint.
    #[serde(
        rename = "checkpoint",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub checkpoint: Option<RawJson>,
    /// The same, as graphs take it in their configuration.
    #[serde(
        rename = "configurable",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub configurable: Option<RawJson>,
    /// The id in `checkpoint`.
    #[serde(
        rename = "checkpoint_id",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub checkpoint_id: Option<String>,
}
crate::fields::object_only!(ThreadStateUpdateResponse);
/// Whether a thread has unfinished runs (`busy`), waits for an answer or after a cancel (`interrupted`), failed in
/// its last run (`error`), or none of these (`idle`).
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize
)]
pub enum ThreadStatus {
    /// `idle`.
    #[serde(rename = "idle")]
    Idle,
    /// `busy`.
    #[serde(rename = "busy")]
    Busy,
    /// `interrupted`.
    #[serde(rename = "interrupted")]
    Interrupted,
    /// `error`.
    #[serde(rename = "error")]
    Error,
}
impl ThreadStatus {
    /// Every value, in the order of the document.
    pub const ALL: &'static [Self] = &[
        Self::Idle,
        Self::Busy,
        Self::Interrupted,
        Self::Error,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Busy => "busy",
            Self::Interrupted => "interrupted",
            Self::Error => "error",
        }
    }
    /// Reads the value as it is written on the wire; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "idle" => Some(Self::Idle),
            "busy" => Some(Self::Busy),
            "interrupted" => Some(Self::Interrupted),
            "error" => Some(Self::Error),
            _ => None,
        }
    }
}
impl std::fmt::Display for ThreadStatus {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fields::FromParam for ThreadStatus {
    const EXPECTED: &'static str = "\"idle\", \"busy\", \"interrupted\" or \"error\"";
    fn from_param(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}
/// How much a thread takes.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct ThreadStorage {
    /// The thread.
    #[serde(rename = "thread_id")]
    pub thread_id: ThreadId,
    /// The sum of the sizes below.
    #[serde(rename = "total_bytes")]
    pub total_bytes: i64,
    /// A number of things and their size.
    #[serde(rename = "checkpoints")]
    pub checkpoints: StoredBytes,
    /// The values of all channels.
    #[serde(rename = "channel_values")]
    pub channel_values: StoredChannels,
    /// A number of things and their size.
    #[serde(rename = "pending_writes")]
    pub pending_writes: StoredBytes,
}
crate::fields::object_only!(ThreadStorage);
impl fields::Checked for ThreadStorage {
    fn needs_schema_check(&self) -> bool {
        ({
            let v = &self.total_bytes;
            (*v < 0i64)
        })
            || ({
                let v = &self.checkpoints;
                (fields::Checked::needs_schema_check(v))
            })
            || ({
                let v = &self.channel_values;
                (fields::Checked::needs_schema_check(v))
            })
            || ({
                let v = &self.pending_writes;
                (fields::Checked::needs_schema_check(v))
            })
    }
}
/// One kind of event of a thread's stream.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize
)]
pub enum ThreadStreamMode {
    /// `lifecycle`.
    #[serde(rename = "lifecycle")]
    Lifecycle,
    /// `run_modes`.
    #[serde(rename = "run_modes")]
    RunModes,
    /// `state_update`.
    #[serde(rename = "state_update")]
    StateUpdate,
}
impl ThreadStreamMode {
    /// Every value, in the order of the document.
    pub const ALL: &'static [Self] = &[
        Self::Lifecycle,
        Self::RunModes,
        Self::StateUpdate,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Lifecycle => "lifecycle",
            Self::RunModes => "run_modes",
            Self::StateUpdate => "state_update",
        }
    }
    /// Reads the value as it is written on the wire; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "lifecycle" => Some(Self::Lifecycle),
            "run_modes" => Some(Self::RunModes),
            "state_update" => Some(Self::StateUpdate),
            _ => None,
        }
    }
}
impl std::fmt::Display for ThreadStreamMode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fields::FromParam for ThreadStreamMode {
    const EXPECTED: &'static str = "\"lifecycle\", \"run_modes\" or \"state_update\"";
    fn from_param(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}
/// Updates that are applied together and make one checkpoint.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct ThreadSuperstep {
    /// One update per node.
    #[serde(rename = "updates")]
    pub updates: Vec<ThreadSuperstepUpdate>,
}
crate::fields::object_only!(ThreadSuperstep);
impl fields::Checked for ThreadSuperstep {
    fn needs_schema_check(&self) -> bool {
        ({
            let v = &self.updates;
            (v.iter().any(|v| (fields::Checked::needs_schema_check(v))))
        })
    }
}
/// What one node contributes to a superstep.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct ThreadSuperstepUpdate {
    /// What the node returned.
    #[serde(
        rename = "values",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub values: Option<RawJson>,
    /// What the node returned, when it was a command.
    #[serde(
        rename = "command",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub command: Option<Option<Command>>,
    /// The node that the update counts as; `__input__` for the graph's input.
    #[serde(rename = "as_node")]
    pub as_node: String,
}
crate::fields::object_only!(ThreadSuperstepUpdate);
impl ThreadSuperstepUpdate {
    /// With the members that must be there, and no others.
    #[must_use]
    pub fn new(as_node: String) -> Self {
        Self {
            as_node,
            values: None,
            command: None,
        }
    }
}
impl fields::Checked for ThreadSuperstepUpdate {
    fn needs_schema_check(&self) -> bool {
        self
            .values
            .as_ref()
            .is_some_and(|v| (!(v.is_array() || v.is_object() || v.is_null())))
            || self
                .command
                .as_ref()
                .and_then(Option::as_ref)
                .is_some_and(|v| (fields::Checked::needs_schema_check(v)))
    }
}
/// A node that comes next or that has stopped.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct ThreadTask {
    /// Identifies the task.
    #[serde(rename = "id")]
    pub id: String,
    /// The node.
    #[serde(rename = "name")]
    pub name: String,
    /// How the task came about.
    #[serde(
        rename = "path",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub path: Option<Vec<RawJson>>,
    /// How it failed.
    #[serde(
        rename = "error",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub error: Option<Option<String>>,
    /// What it asked.
    #[serde(
        rename = "interrupts",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub interrupts: Option<Vec<Interrupt>>,
    /// The checkpoint of the subgraph it runs.
    #[serde(
        rename = "checkpoint",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub checkpoint: Option<Option<CheckpointConfig>>,
    /// The state of the subgraph it runs, when asked for.
    #[serde(
        rename = "state",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub state: Option<Option<ThreadState>>,
    /// What it returned.
    #[serde(
        rename = "result",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub result: Option<RawJson>,
}
crate::fields::object_only!(ThreadTask);
impl ThreadTask {
    /// With the members that must be there, and no others.
    #[must_use]
    pub fn new(id: String, name: String) -> Self {
        Self {
            id,
            name,
            path: None,
            error: None,
            interrupts: None,
            checkpoint: None,
            state: None,
            result: None,
        }
    }
}
impl fields::Checked for ThreadTask {
    fn needs_schema_check(&self) -> bool {
        self.state
            .as_ref()
            .and_then(Option::as_ref)
            .is_some_and(|v| (fields::Checked::needs_schema_check(v)))
    }
}
/// How long a thread lives.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(remote = "Self")]
pub struct ThreadTtl {
    /// What happens to a thread when its time is over.
    #[serde(
        rename = "strategy",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub strategy: Option<TtlStrategy>,
    /// Minutes from the last change, more than 0. The server's default when absent.
    #[serde(
        rename = "ttl",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub ttl: Option<serde_json::Number>,
}
crate::fields::object_only!(ThreadTtl);
/// How long a thread has left.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(remote = "Self")]
pub struct ThreadTtlInfo {
    /// What happens to a thread when its time is over.
    #[serde(
        rename = "strategy",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub strategy: Option<TtlStrategy>,
    /// Minutes from the last change.
    #[serde(
        rename = "ttl_minutes",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub ttl_minutes: Option<serde_json::Number>,
    /// When its time is over, unless it changes before. While it has runs in flight it has time.
    #[serde(
        rename = "expires_at",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::fields::present"
    )]
    pub expires_at: Option<Timestamp>,
}
crate::fields::object_only!(ThreadTtlInfo);
/// What happens to a thread when its time is over.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize
)]
pub enum TtlStrategy {
    /// `delete`.
    #[serde(rename = "delete")]
    Delete,
    /// `keep_latest`.
    #[serde(rename = "keep_latest")]
    KeepLatest,
}
impl TtlStrategy {
    /// Every value, in the order of the document.
    pub const ALL: &'static [Self] = &[Self::Delete, Self::KeepLatest];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delete => "delete",
            Self::KeepLatest => "keep_latest",
        }
    }
    /// Reads the value as it is written on the wire; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "delete" => Some(Self::Delete),
            "keep_latest" => Some(Self::KeepLatest),
            _ => None,
        }
    }
}
impl std::fmt::Display for TtlStrategy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fields::FromParam for TtlStrategy {
    const EXPECTED: &'static str = "\"delete\" or \"keep_latest\"";
    fn from_param(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}
/// Where the run is posted when it has ended.
pub type WebhookUrl = String;
/// How deep graphs inside of a graph are drawn in the place of their node: not at all, all of them, or down to a number of levels.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(untagged)]
pub enum Xray {
    /// As an integer.
    Integer(i64),
    /// As a boolean.
    Boolean(bool),
}
impl fields::FromParam for Xray {
    const EXPECTED: &'static str = "an integer or a boolean";
    fn from_param(text: &str) -> Option<Self> {
        None.or_else(|| <i64 as fields::FromParam>::from_param(text).map(Xray::Integer))
            .or_else(|| <bool as fields::FromParam>::from_param(text).map(Xray::Boolean))
    }
}
impl fields::Checked for Xray {
    fn needs_schema_check(&self) -> bool {
        match self {
            Self::Integer(v) => (*v < 1i64),
            Self::Boolean(_) => false,
        }
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for AllNodes {
    fn schema_name() -> String {
        "AllNodes".to_owned()
    }
    fn json_schema(_: &mut crate::schema::SchemaGenerator) -> schemars::schema::Schema {
        crate::schema::values(Self::ALL)
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Assistant {
    fn schema_name() -> String {
        "Assistant".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("assistant_id", |it| &it.assistant_id)
            .required("graph_id", |it| &it.graph_id)
            .required("config", |it| &it.config)
            .optional("context", |it| &it.context)
            .required("metadata", |it| &it.metadata)
            .optional("name", |it| &it.name)
            .required("created_at", |it| &it.created_at)
            .required("updated_at", |it| &it.updated_at)
            .optional("version", |it| &it.version)
            .optional("description", |it| &it.description)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for AssistantCountRequest {
    fn schema_name() -> String {
        "AssistantCountRequest".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .optional("metadata", |it| &it.metadata)
            .optional("graph_id", |it| &it.graph_id)
            .optional("name", |it| &it.name)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for AssistantCreate {
    fn schema_name() -> String {
        "AssistantCreate".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .optional("assistant_id", |it| &it.assistant_id)
            .required("graph_id", |it| &it.graph_id)
            .optional("config", |it| &it.config)
            .optional("context", |it| &it.context)
            .optional("metadata", |it| &it.metadata)
            .optional("if_exists", |it| &it.if_exists)
            .optional("name", |it| &it.name)
            .optional("description", |it| &it.description)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for AssistantField {
    fn schema_name() -> String {
        "AssistantField".to_owned()
    }
    fn json_schema(_: &mut crate::schema::SchemaGenerator) -> schemars::schema::Schema {
        crate::schema::values(Self::ALL)
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for AssistantPatch {
    fn schema_name() -> String {
        "AssistantPatch".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .optional("graph_id", |it| &it.graph_id)
            .optional("config", |it| &it.config)
            .optional("context", |it| &it.context)
            .optional("metadata", |it| &it.metadata)
            .optional("name", |it| &it.name)
            .optional("description", |it| &it.description)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for AssistantSearchRequest {
    fn schema_name() -> String {
        "AssistantSearchRequest".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .optional("metadata", |it| &it.metadata)
            .optional("graph_id", |it| &it.graph_id)
            .optional("name", |it| &it.name)
            .optional("limit", |it| &it.limit)
            .optional("offset", |it| &it.offset)
            .optional("sort_by", |it| &it.sort_by)
            .optional("sort_order", |it| &it.sort_order)
            .optional("select", |it| &it.select)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for AssistantSortBy {
    fn schema_name() -> String {
        "AssistantSortBy".to_owned()
    }
    fn json_schema(_: &mut crate::schema::SchemaGenerator) -> schemars::schema::Schema {
        crate::schema::values(Self::ALL)
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for AssistantVersion {
    fn schema_name() -> String {
        "AssistantVersion".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("assistant_id", |it| &it.assistant_id)
            .required("version", |it| &it.version)
            .required("graph_id", |it| &it.graph_id)
            .required("config", |it| &it.config)
            .required("context", |it| &it.context)
            .required("metadata", |it| &it.metadata)
            .required("created_at", |it| &it.created_at)
            .required("name", |it| &it.name)
            .optional("description", |it| &it.description)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for AssistantVersionChange {
    fn schema_name() -> String {
        "AssistantVersionChange".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .optional("version", |it| &it.version)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for AssistantVersionsSearchRequest {
    fn schema_name() -> String {
        "AssistantVersionsSearchRequest".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .optional("metadata", |it| &it.metadata)
            .optional("limit", |it| &it.limit)
            .optional("offset", |it| &it.offset)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for CancelAction {
    fn schema_name() -> String {
        "CancelAction".to_owned()
    }
    fn json_schema(_: &mut crate::schema::SchemaGenerator) -> schemars::schema::Schema {
        crate::schema::values(Self::ALL)
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ChannelBytes {
    fn schema_name() -> String {
        "ChannelBytes".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("versions", |it| &it.versions)
            .required("bytes", |it| &it.bytes)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for CheckpointConfig {
    fn schema_name() -> String {
        "CheckpointConfig".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .optional("thread_id", |it| &it.thread_id)
            .optional("checkpoint_ns", |it| &it.checkpoint_ns)
            .optional("checkpoint_id", |it| &it.checkpoint_id)
            .optional("checkpoint_map", |it| &it.checkpoint_map)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Command {
    fn schema_name() -> String {
        "Command".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .optional("update", |it| &it.update)
            .optional("resume", |it| &it.resume)
            .optional("goto", |it| &it.goto)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for CommandGoto {
    fn schema_name() -> String {
        "CommandGoto".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Alternatives::<Self>::new(generator)
            .or(Self::SendTaskList)
            .or(Self::StringList)
            .or(Self::SendTask)
            .or(Self::String)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Config {
    fn schema_name() -> String {
        "Config".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .optional("tags", |it| &it.tags)
            .optional("recursion_limit", |it| &it.recursion_limit)
            .optional("configurable", |it| &it.configurable)
            .extra(|it| &it.extra)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Cron {
    fn schema_name() -> String {
        "Cron".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("cron_id", |it| &it.cron_id)
            .optional("assistant_id", |it| &it.assistant_id)
            .required("thread_id", |it| &it.thread_id)
            .optional("user_id", |it| &it.user_id)
            .required("end_time", |it| &it.end_time)
            .required("schedule", |it| &it.schedule)
            .optional("timezone", |it| &it.timezone)
            .required("payload", |it| &it.payload)
            .optional("next_run_date", |it| &it.next_run_date)
            .optional("metadata", |it| &it.metadata)
            .optional("on_run_completed", |it| &it.on_run_completed)
            .required("enabled", |it| &it.enabled)
            .required("created_at", |it| &it.created_at)
            .required("updated_at", |it| &it.updated_at)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for CronCountRequest {
    fn schema_name() -> String {
        "CronCountRequest".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .optional("assistant_id", |it| &it.assistant_id)
            .optional("thread_id", |it| &it.thread_id)
            .optional("metadata", |it| &it.metadata)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for CronCreate {
    fn schema_name() -> String {
        "CronCreate".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("schedule", |it| &it.schedule)
            .optional("timezone", |it| &it.timezone)
            .optional("end_time", |it| &it.end_time)
            .required("assistant_id", |it| &it.assistant_id)
            .optional("input", |it| &it.input)
            .optional("metadata", |it| &it.metadata)
            .optional("config", |it| &it.config)
            .optional("context", |it| &it.context)
            .optional("webhook", |it| &it.webhook)
            .optional("interrupt_before", |it| &it.interrupt_before)
            .optional("interrupt_after", |it| &it.interrupt_after)
            .optional("on_run_completed", |it| &it.on_run_completed)
            .optional("enabled", |it| &it.enabled)
            .optional("stream_mode", |it| &it.stream_mode)
            .optional("stream_subgraphs", |it| &it.stream_subgraphs)
            .optional("stream_resumable", |it| &it.stream_resumable)
            .optional("durability", |it| &it.durability)
            .optional("checkpoint_during", |it| &it.checkpoint_during)
            .extra(|it| &it.extra)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for CronField {
    fn schema_name() -> String {
        "CronField".to_owned()
    }
    fn json_schema(_: &mut crate::schema::SchemaGenerator) -> schemars::schema::Schema {
        crate::schema::values(Self::ALL)
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for CronPatch {
    fn schema_name() -> String {
        "CronPatch".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .optional("schedule", |it| &it.schedule)
            .optional("timezone", |it| &it.timezone)
            .optional("end_time", |it| &it.end_time)
            .optional("input", |it| &it.input)
            .optional("metadata", |it| &it.metadata)
            .optional("config", |it| &it.config)
            .optional("context", |it| &it.context)
            .optional("webhook", |it| &it.webhook)
            .optional("interrupt_before", |it| &it.interrupt_before)
            .optional("interrupt_after", |it| &it.interrupt_after)
            .optional("on_run_completed", |it| &it.on_run_completed)
            .optional("enabled", |it| &it.enabled)
            .optional("stream_mode", |it| &it.stream_mode)
            .optional("stream_subgraphs", |it| &it.stream_subgraphs)
            .optional("stream_resumable", |it| &it.stream_resumable)
            .optional("durability", |it| &it.durability)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for CronSearch {
    fn schema_name() -> String {
        "CronSearch".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .optional("assistant_id", |it| &it.assistant_id)
            .optional("thread_id", |it| &it.thread_id)
            .optional("enabled", |it| &it.enabled)
            .optional("metadata", |it| &it.metadata)
            .optional("limit", |it| &it.limit)
            .optional("offset", |it| &it.offset)
            .optional("sort_by", |it| &it.sort_by)
            .optional("sort_order", |it| &it.sort_order)
            .optional("select", |it| &it.select)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for CronSortBy {
    fn schema_name() -> String {
        "CronSortBy".to_owned()
    }
    fn json_schema(_: &mut crate::schema::SchemaGenerator) -> schemars::schema::Schema {
        crate::schema::values(Self::ALL)
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Durability {
    fn schema_name() -> String {
        "Durability".to_owned()
    }
    fn json_schema(_: &mut crate::schema::SchemaGenerator) -> schemars::schema::Schema {
        crate::schema::values(Self::ALL)
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ErrorResponse {
    fn schema_name() -> String {
        "ErrorResponse".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("detail", |it| &it.detail)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for GraphDrawing {
    fn schema_name() -> String {
        "GraphDrawing".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("nodes", |it| &it.nodes)
            .required("edges", |it| &it.edges)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for GraphSchema {
    fn schema_name() -> String {
        "GraphSchema".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("graph_id", |it| &it.graph_id)
            .required("input_schema", |it| &it.input_schema)
            .required("output_schema", |it| &it.output_schema)
            .required("state_schema", |it| &it.state_schema)
            .required("config_schema", |it| &it.config_schema)
            .required("context_schema", |it| &it.context_schema)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for GraphSchemaNoId {
    fn schema_name() -> String {
        "GraphSchemaNoId".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("input_schema", |it| &it.input_schema)
            .required("output_schema", |it| &it.output_schema)
            .required("state_schema", |it| &it.state_schema)
            .required("config_schema", |it| &it.config_schema)
            .required("context_schema", |it| &it.context_schema)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Health {
    fn schema_name() -> String {
        "Health".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("ok", |it| &it.ok)
            .optional("services", |it| &it.services)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for HistoryBefore {
    fn schema_name() -> String {
        "HistoryBefore".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .optional("configurable", |it| &it.configurable)
            .optional("checkpoint_id", |it| &it.checkpoint_id)
            .extra(|it| &it.extra)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for HostInfo {
    fn schema_name() -> String {
        "HostInfo".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("kind", |it| &it.kind)
            .optional("project_id", |it| &it.project_id)
            .optional("host_revision_id", |it| &it.host_revision_id)
            .optional("revision_id", |it| &it.revision_id)
            .optional("tenant_id", |it| &it.tenant_id)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for IfExists {
    fn schema_name() -> String {
        "IfExists".to_owned()
    }
    fn json_schema(_: &mut crate::schema::SchemaGenerator) -> schemars::schema::Schema {
        crate::schema::values(Self::ALL)
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for IfNotExists {
    fn schema_name() -> String {
        "IfNotExists".to_owned()
    }
    fn json_schema(_: &mut crate::schema::SchemaGenerator) -> schemars::schema::Schema {
        crate::schema::values(Self::ALL)
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Interrupt {
    fn schema_name() -> String {
        "Interrupt".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .optional("id", |it| &it.id)
            .required("value", |it| &it.value)
            .optional("response_schema", |it| &it.response_schema)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for InterruptNodes {
    fn schema_name() -> String {
        "InterruptNodes".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Alternatives::<Self>::new(generator)
            .or(Self::List)
            .or(Self::AllNodes)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Item {
    fn schema_name() -> String {
        "Item".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("namespace", |it| &it.namespace)
            .required("key", |it| &it.key)
            .required("value", |it| &it.value)
            .required("created_at", |it| &it.created_at)
            .required("updated_at", |it| &it.updated_at)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for JoinThreadStreamStreamModes {
    fn schema_name() -> String {
        "JoinThreadStreamStreamModes".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Alternatives::<Self>::new(generator)
            .or(Self::List)
            .or(Self::ThreadStreamMode)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ListNamespaceResponse {
    fn schema_name() -> String {
        "ListNamespaceResponse".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("namespaces", |it| &it.namespaces)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Metrics {
    fn schema_name() -> String {
        "Metrics".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("queue", |it| &it.queue)
            .required("api", |it| &it.api)
            .required("workers", |it| &it.workers)
            .required("runs", |it| &it.runs)
            .required("streams", |it| &it.streams)
            .required("storage", |it| &it.storage)
            .required("webhooks", |it| &it.webhooks)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for MetricsApi {
    fn schema_name() -> String {
        "MetricsApi".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("http_requests_total", |it| &it.http_requests_total)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for MetricsApiHttpRequestsTotalItem {
    fn schema_name() -> String {
        "MetricsApiHttpRequestsTotalItem".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("method", |it| &it.method)
            .required("path", |it| &it.path)
            .required("status", |it| &it.status)
            .required("count", |it| &it.count)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for MetricsFormat {
    fn schema_name() -> String {
        "MetricsFormat".to_owned()
    }
    fn json_schema(_: &mut crate::schema::SchemaGenerator) -> schemars::schema::Schema {
        crate::schema::values(Self::ALL)
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for MetricsQueue {
    fn schema_name() -> String {
        "MetricsQueue".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("n_pending", |it| &it.n_pending)
            .required(
                "pending_runs_wait_time_max_secs",
                |it| &it.pending_runs_wait_time_max_secs,
            )
            .required(
                "pending_runs_wait_time_med_secs",
                |it| &it.pending_runs_wait_time_med_secs,
            )
            .required(
                "pending_unblocked_runs_wait_time_max_secs",
                |it| &it.pending_unblocked_runs_wait_time_max_secs,
            )
            .required("n_running", |it| &it.n_running)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for MetricsRuns {
    fn schema_name() -> String {
        "MetricsRuns".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("created", |it| &it.created)
            .required("success", |it| &it.success)
            .required("error", |it| &it.error)
            .required("timeout", |it| &it.timeout)
            .required("interrupted", |it| &it.interrupted)
            .required("attempts_lost", |it| &it.attempts_lost)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for MetricsStorage {
    fn schema_name() -> String {
        "MetricsStorage".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("up", |it| &it.up)
            .required("size_bytes", |it| &it.size_bytes)
            .required("waiting_writes", |it| &it.waiting_writes)
            .required("commits", |it| &it.commits)
            .required("commit_secs_total", |it| &it.commit_secs_total)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for MetricsStreams {
    fn schema_name() -> String {
        "MetricsStreams".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("run_readers", |it| &it.run_readers)
            .required("thread_readers", |it| &it.thread_readers)
            .required("logs", |it| &it.logs)
            .required("memory_bytes", |it| &it.memory_bytes)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for MetricsWebhooks {
    fn schema_name() -> String {
        "MetricsWebhooks".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("waiting", |it| &it.waiting)
            .required("given_up", |it| &it.given_up)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for MetricsWorkers {
    fn schema_name() -> String {
        "MetricsWorkers".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("max", |it| &it.max)
            .required("active", |it| &it.active)
            .required("available", |it| &it.available)
            .required("processes", |it| &it.processes)
            .required("restarts", |it| &it.restarts)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for MultitaskStrategy {
    fn schema_name() -> String {
        "MultitaskStrategy".to_owned()
    }
    fn json_schema(_: &mut crate::schema::SchemaGenerator) -> schemars::schema::Schema {
        crate::schema::values(Self::ALL)
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for OnCompletion {
    fn schema_name() -> String {
        "OnCompletion".to_owned()
    }
    fn json_schema(_: &mut crate::schema::SchemaGenerator) -> schemars::schema::Schema {
        crate::schema::values(Self::ALL)
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for OnDisconnect {
    fn schema_name() -> String {
        "OnDisconnect".to_owned()
    }
    fn json_schema(_: &mut crate::schema::SchemaGenerator) -> schemars::schema::Schema {
        crate::schema::values(Self::ALL)
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for OpenApiDocument {
    fn schema_name() -> String {
        "OpenApiDocument".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("openapi", |it| &it.openapi)
            .required("info", |it| &it.info)
            .required("paths", |it| &it.paths)
            .extra(|it| &it.extra)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Run {
    fn schema_name() -> String {
        "Run".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("run_id", |it| &it.run_id)
            .required("thread_id", |it| &it.thread_id)
            .required("assistant_id", |it| &it.assistant_id)
            .required("metadata", |it| &it.metadata)
            .required("status", |it| &it.status)
            .required("kwargs", |it| &it.kwargs)
            .required("multitask_strategy", |it| &it.multitask_strategy)
            .required("created_at", |it| &it.created_at)
            .required("updated_at", |it| &it.updated_at)
            .optional("langsmith_session_name", |it| &it.langsmith_session_name)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for RunCreateStateful {
    fn schema_name() -> String {
        "RunCreateStateful".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("assistant_id", |it| &it.assistant_id)
            .optional("checkpoint", |it| &it.checkpoint)
            .optional("checkpoint_id", |it| &it.checkpoint_id)
            .optional("input", |it| &it.input)
            .optional("command", |it| &it.command)
            .optional("metadata", |it| &it.metadata)
            .optional("config", |it| &it.config)
            .optional("context", |it| &it.context)
            .optional("webhook", |it| &it.webhook)
            .optional("stream_mode", |it| &it.stream_mode)
            .optional("feedback_keys", |it| &it.feedback_keys)
            .optional("stream_subgraphs", |it| &it.stream_subgraphs)
            .optional("stream_resumable", |it| &it.stream_resumable)
            .optional("interrupt_before", |it| &it.interrupt_before)
            .optional("interrupt_after", |it| &it.interrupt_after)
            .optional("multitask_strategy", |it| &it.multitask_strategy)
            .optional("if_not_exists", |it| &it.if_not_exists)
            .optional("after_seconds", |it| &it.after_seconds)
            .optional("checkpoint_during", |it| &it.checkpoint_during)
            .optional("durability", |it| &it.durability)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for RunCreateStateless {
    fn schema_name() -> String {
        "RunCreateStateless".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("assistant_id", |it| &it.assistant_id)
            .optional("input", |it| &it.input)
            .optional("command", |it| &it.command)
            .optional("metadata", |it| &it.metadata)
            .optional("config", |it| &it.config)
            .optional("context", |it| &it.context)
            .optional("webhook", |it| &it.webhook)
            .optional("stream_mode", |it| &it.stream_mode)
            .optional("feedback_keys", |it| &it.feedback_keys)
            .optional("stream_subgraphs", |it| &it.stream_subgraphs)
            .optional("stream_resumable", |it| &it.stream_resumable)
            .optional("on_completion", |it| &it.on_completion)
            .optional("on_disconnect", |it| &it.on_disconnect)
            .optional("after_seconds", |it| &it.after_seconds)
            .optional("checkpoint_during", |it| &it.checkpoint_during)
            .optional("durability", |it| &it.durability)
            .optional("interrupt_before", |it| &it.interrupt_before)
            .optional("interrupt_after", |it| &it.interrupt_after)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for RunCreateStreamingStateful {
    fn schema_name() -> String {
        "RunCreateStreamingStateful".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("assistant_id", |it| &it.assistant_id)
            .optional("checkpoint", |it| &it.checkpoint)
            .optional("checkpoint_id", |it| &it.checkpoint_id)
            .optional("input", |it| &it.input)
            .optional("command", |it| &it.command)
            .optional("metadata", |it| &it.metadata)
            .optional("config", |it| &it.config)
            .optional("context", |it| &it.context)
            .optional("webhook", |it| &it.webhook)
            .optional("stream_mode", |it| &it.stream_mode)
            .optional("feedback_keys", |it| &it.feedback_keys)
            .optional("stream_subgraphs", |it| &it.stream_subgraphs)
            .optional("stream_resumable", |it| &it.stream_resumable)
            .optional("interrupt_before", |it| &it.interrupt_before)
            .optional("interrupt_after", |it| &it.interrupt_after)
            .optional("multitask_strategy", |it| &it.multitask_strategy)
            .optional("if_not_exists", |it| &it.if_not_exists)
            .optional("on_disconnect", |it| &it.on_disconnect)
            .optional("after_seconds", |it| &it.after_seconds)
            .optional("checkpoint_during", |it| &it.checkpoint_during)
            .optional("durability", |it| &it.durability)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for RunCreateStreamingStateless {
    fn schema_name() -> String {
        "RunCreateStreamingStateless".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("assistant_id", |it| &it.assistant_id)
            .optional("input", |it| &it.input)
            .optional("command", |it| &it.command)
            .optional("metadata", |it| &it.metadata)
            .optional("config", |it| &it.config)
            .optional("context", |it| &it.context)
            .optional("webhook", |it| &it.webhook)
            .optional("stream_mode", |it| &it.stream_mode)
            .optional("feedback_keys", |it| &it.feedback_keys)
            .optional("stream_subgraphs", |it| &it.stream_subgraphs)
            .optional("stream_resumable", |it| &it.stream_resumable)
            .optional("interrupt_before", |it| &it.interrupt_before)
            .optional("interrupt_after", |it| &it.interrupt_after)
            .optional("on_completion", |it| &it.on_completion)
            .optional("on_disconnect", |it| &it.on_disconnect)
            .optional("after_seconds", |it| &it.after_seconds)
            .optional("checkpoint_during", |it| &it.checkpoint_during)
            .optional("durability", |it| &it.durability)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for RunError {
    fn schema_name() -> String {
        "RunError".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("error", |it| &it.error)
            .required("message", |it| &it.message)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for RunField {
    fn schema_name() -> String {
        "RunField".to_owned()
    }
    fn json_schema(_: &mut crate::schema::SchemaGenerator) -> schemars::schema::Schema {
        crate::schema::values(Self::ALL)
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for RunStatus {
    fn schema_name() -> String {
        "RunStatus".to_owned()
    }
    fn json_schema(_: &mut crate::schema::SchemaGenerator) -> schemars::schema::Schema {
        crate::schema::values(Self::ALL)
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for RunsCancel {
    fn schema_name() -> String {
        "RunsCancel".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .optional("status", |it| &it.status)
            .optional("thread_id", |it| &it.thread_id)
            .optional("run_ids", |it| &it.run_ids)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for RunsCancelStatus {
    fn schema_name() -> String {
        "RunsCancelStatus".to_owned()
    }
    fn json_schema(_: &mut crate::schema::SchemaGenerator) -> schemars::schema::Schema {
        crate::schema::values(Self::ALL)
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for SearchItem {
    fn schema_name() -> String {
        "SearchItem".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("namespace", |it| &it.namespace)
            .required("key", |it| &it.key)
            .required("value", |it| &it.value)
            .required("created_at", |it| &it.created_at)
            .required("updated_at", |it| &it.updated_at)
            .required("score", |it| &it.score)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for SearchItemsResponse {
    fn schema_name() -> String {
        "SearchItemsResponse".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("items", |it| &it.items)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for SendTask {
    fn schema_name() -> String {
        "Send".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("node", |it| &it.node)
            .required("input", |it| &it.input)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ServerInfo {
    fn schema_name() -> String {
        "ServerInfo".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("version", |it| &it.version)
            .required("langgraph_py_version", |it| &it.langgraph_py_version)
            .required("flags", |it| &it.flags)
            .optional("host", |it| &it.host)
            .required("metadata", |it| &it.metadata)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for SortOrder {
    fn schema_name() -> String {
        "SortOrder".to_owned()
    }
    fn json_schema(_: &mut crate::schema::SchemaGenerator) -> schemars::schema::Schema {
        crate::schema::values(Self::ALL)
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for StoreDeleteRequest {
    fn schema_name() -> String {
        "StoreDeleteRequest".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .optional("namespace", |it| &it.namespace)
            .required("key", |it| &it.key)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for StoreListNamespacesRequest {
    fn schema_name() -> String {
        "StoreListNamespacesRequest".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .optional("prefix", |it| &it.prefix)
            .optional("suffix", |it| &it.suffix)
            .optional("max_depth", |it| &it.max_depth)
            .optional("limit", |it| &it.limit)
            .optional("offset", |it| &it.offset)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for StorePutRequest {
    fn schema_name() -> String {
        "StorePutRequest".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("namespace", |it| &it.namespace)
            .required("key", |it| &it.key)
            .required("value", |it| &it.value)
            .optional("index", |it| &it.index)
            .optional("ttl", |it| &it.ttl)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for StorePutRequestIndex {
    fn schema_name() -> String {
        "StorePutRequestIndex".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Alternatives::<Self>::new(generator)
            .or(Self::List)
            .or(Self::Boolean)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for StoreSearchRequest {
    fn schema_name() -> String {
        "StoreSearchRequest".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .optional("namespace_prefix", |it| &it.namespace_prefix)
            .optional("filter", |it| &it.filter)
            .optional("limit", |it| &it.limit)
            .optional("offset", |it| &it.offset)
            .optional("query", |it| &it.query)
            .optional("refresh_ttl", |it| &it.refresh_ttl)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for StoredBytes {
    fn schema_name() -> String {
        "StoredBytes".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("count", |it| &it.count)
            .required("bytes", |it| &it.bytes)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for StoredChannels {
    fn schema_name() -> String {
        "StoredChannels".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("count", |it| &it.count)
            .required("bytes", |it| &it.bytes)
            .required("by_channel", |it| &it.by_channel)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for StreamMode {
    fn schema_name() -> String {
        "StreamMode".to_owned()
    }
    fn json_schema(_: &mut crate::schema::SchemaGenerator) -> schemars::schema::Schema {
        crate::schema::values(Self::ALL)
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for StreamModes {
    fn schema_name() -> String {
        "StreamModes".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Alternatives::<Self>::new(generator)
            .or(Self::List)
            .or(Self::StreamMode)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Thread {
    fn schema_name() -> String {
        "Thread".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("thread_id", |it| &it.thread_id)
            .required("created_at", |it| &it.created_at)
            .required("updated_at", |it| &it.updated_at)
            .optional("state_updated_at", |it| &it.state_updated_at)
            .required("metadata", |it| &it.metadata)
            .required("status", |it| &it.status)
            .optional("config", |it| &it.config)
            .optional("values", |it| &it.values)
            .optional("error", |it| &it.error)
            .optional("interrupts", |it| &it.interrupts)
            .optional("ttl", |it| &it.ttl)
            .optional("extracted", |it| &it.extracted)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ThreadCountRequest {
    fn schema_name() -> String {
        "ThreadCountRequest".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .optional("metadata", |it| &it.metadata)
            .optional("values", |it| &it.values)
            .optional("status", |it| &it.status)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ThreadCreate {
    fn schema_name() -> String {
        "ThreadCreate".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .optional("thread_id", |it| &it.thread_id)
            .optional("metadata", |it| &it.metadata)
            .optional("if_exists", |it| &it.if_exists)
            .optional("ttl", |it| &it.ttl)
            .optional("supersteps", |it| &it.supersteps)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ThreadCronCreate {
    fn schema_name() -> String {
        "ThreadCronCreate".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("schedule", |it| &it.schedule)
            .optional("timezone", |it| &it.timezone)
            .optional("end_time", |it| &it.end_time)
            .required("assistant_id", |it| &it.assistant_id)
            .optional("input", |it| &it.input)
            .optional("metadata", |it| &it.metadata)
            .optional("config", |it| &it.config)
            .optional("context", |it| &it.context)
            .optional("webhook", |it| &it.webhook)
            .optional("interrupt_before", |it| &it.interrupt_before)
            .optional("interrupt_after", |it| &it.interrupt_after)
            .optional("multitask_strategy", |it| &it.multitask_strategy)
            .optional("enabled", |it| &it.enabled)
            .optional("stream_mode", |it| &it.stream_mode)
            .optional("stream_subgraphs", |it| &it.stream_subgraphs)
            .optional("stream_resumable", |it| &it.stream_resumable)
            .optional("durability", |it| &it.durability)
            .optional("checkpoint_during", |it| &it.checkpoint_during)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ThreadField {
    fn schema_name() -> String {
        "ThreadField".to_owned()
    }
    fn json_schema(_: &mut crate::schema::SchemaGenerator) -> schemars::schema::Schema {
        crate::schema::values(Self::ALL)
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ThreadPatch {
    fn schema_name() -> String {
        "ThreadPatch".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .optional("metadata", |it| &it.metadata)
            .optional("ttl", |it| &it.ttl)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ThreadPruneRequest {
    fn schema_name() -> String {
        "ThreadPruneRequest".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("thread_ids", |it| &it.thread_ids)
            .optional("strategy", |it| &it.strategy)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ThreadPruneResponse {
    fn schema_name() -> String {
        "ThreadPruneResponse".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("pruned_count", |it| &it.pruned_count)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ThreadSearchRequest {
    fn schema_name() -> String {
        "ThreadSearchRequest".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .optional("ids", |it| &it.ids)
            .optional("metadata", |it| &it.metadata)
            .optional("values", |it| &it.values)
            .optional("status", |it| &it.status)
            .optional("limit", |it| &it.limit)
            .optional("offset", |it| &it.offset)
            .optional("sort_by", |it| &it.sort_by)
            .optional("sort_order", |it| &it.sort_order)
            .optional("select", |it| &it.select)
            .optional("extract", |it| &it.extract)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ThreadSortBy {
    fn schema_name() -> String {
        "ThreadSortBy".to_owned()
    }
    fn json_schema(_: &mut crate::schema::SchemaGenerator) -> schemars::schema::Schema {
        crate::schema::values(Self::ALL)
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ThreadState {
    fn schema_name() -> String {
        "ThreadState".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("values", |it| &it.values)
            .required("next", |it| &it.next)
            .optional("tasks", |it| &it.tasks)
            .required("metadata", |it| &it.metadata)
            .required("created_at", |it| &it.created_at)
            .required("checkpoint", |it| &it.checkpoint)
            .optional("parent_checkpoint", |it| &it.parent_checkpoint)
            .optional("interrupts", |it| &it.interrupts)
            .optional("checkpoint_id", |it| &it.checkpoint_id)
            .optional("parent_checkpoint_id", |it| &it.parent_checkpoint_id)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ThreadStateCheckpointRequest {
    fn schema_name() -> String {
        "ThreadStateCheckpointRequest".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("checkpoint", |it| &it.checkpoint)
            .optional("subgraphs", |it| &it.subgraphs)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ThreadStateSearch {
    fn schema_name() -> String {
        "ThreadStateSearch".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .optional("limit", |it| &it.limit)
            .optional("before", |it| &it.before)
            .optional("metadata", |it| &it.metadata)
            .optional("checkpoint", |it| &it.checkpoint)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ThreadStateUpdate {
    fn schema_name() -> String {
        "ThreadStateUpdate".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .optional("values", |it| &it.values)
            .optional("checkpoint", |it| &it.checkpoint)
            .optional("checkpoint_id", |it| &it.checkpoint_id)
            .optional("as_node", |it| &it.as_node)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ThreadStateUpdateResponse {
    fn schema_name() -> String {
        "ThreadStateUpdateResponse".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .optional("checkpoint", |it| &it.checkpoint)
            .optional("configurable", |it| &it.configurable)
            .optional("checkpoint_id", |it| &it.checkpoint_id)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ThreadStatus {
    fn schema_name() -> String {
        "ThreadStatus".to_owned()
    }
    fn json_schema(_: &mut crate::schema::SchemaGenerator) -> schemars::schema::Schema {
        crate::schema::values(Self::ALL)
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ThreadStorage {
    fn schema_name() -> String {
        "ThreadStorage".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("thread_id", |it| &it.thread_id)
            .required("total_bytes", |it| &it.total_bytes)
            .required("checkpoints", |it| &it.checkpoints)
            .required("channel_values", |it| &it.channel_values)
            .required("pending_writes", |it| &it.pending_writes)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ThreadStreamMode {
    fn schema_name() -> String {
        "ThreadStreamMode".to_owned()
    }
    fn json_schema(_: &mut crate::schema::SchemaGenerator) -> schemars::schema::Schema {
        crate::schema::values(Self::ALL)
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ThreadSuperstep {
    fn schema_name() -> String {
        "ThreadSuperstep".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("updates", |it| &it.updates)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ThreadSuperstepUpdate {
    fn schema_name() -> String {
        "ThreadSuperstepUpdate".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .optional("values", |it| &it.values)
            .optional("command", |it| &it.command)
            .required("as_node", |it| &it.as_node)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ThreadTask {
    fn schema_name() -> String {
        "ThreadTask".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .required("id", |it| &it.id)
            .required("name", |it| &it.name)
            .optional("path", |it| &it.path)
            .optional("error", |it| &it.error)
            .optional("interrupts", |it| &it.interrupts)
            .optional("checkpoint", |it| &it.checkpoint)
            .optional("state", |it| &it.state)
            .optional("result", |it| &it.result)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ThreadTtl {
    fn schema_name() -> String {
        "ThreadTtl".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .optional("strategy", |it| &it.strategy)
            .optional("ttl", |it| &it.ttl)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ThreadTtlInfo {
    fn schema_name() -> String {
        "ThreadTtlInfo".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Members::<Self>::new(generator)
            .optional("strategy", |it| &it.strategy)
            .optional("ttl_minutes", |it| &it.ttl_minutes)
            .optional("expires_at", |it| &it.expires_at)
            .finish()
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for TtlStrategy {
    fn schema_name() -> String {
        "TtlStrategy".to_owned()
    }
    fn json_schema(_: &mut crate::schema::SchemaGenerator) -> schemars::schema::Schema {
        crate::schema::values(Self::ALL)
    }
}
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Xray {
    fn schema_name() -> String {
        "Xray".to_owned()
    }
    fn json_schema(
        generator: &mut crate::schema::SchemaGenerator,
    ) -> schemars::schema::Schema {
        crate::schema::Alternatives::<Self>::new(generator)
            .or(Self::Integer)
            .or(Self::Boolean)
            .finish()
    }
}
/// Every type of the document. Inline schemas that became types have the names of these.
#[cfg(feature = "schemars")]
pub const DESCRIBED: &[crate::schema::Described] = &[
    crate::schema::Described::of::<AllNodes>("AllNodes"),
    crate::schema::Described::of::<Assistant>("Assistant"),
    crate::schema::Described::of::<AssistantCountRequest>("AssistantCountRequest"),
    crate::schema::Described::of::<AssistantCreate>("AssistantCreate"),
    crate::schema::Described::of::<AssistantField>("AssistantField"),
    crate::schema::Described::of::<AssistantList>("AssistantList"),
    crate::schema::Described::of::<AssistantOrGraphId>("AssistantOrGraphId"),
    crate::schema::Described::of::<AssistantPatch>("AssistantPatch"),
    crate::schema::Described::of::<AssistantSearchRequest>("AssistantSearchRequest"),
    crate::schema::Described::of::<AssistantSortBy>("AssistantSortBy"),
    crate::schema::Described::of::<AssistantVersion>("AssistantVersion"),
    crate::schema::Described::of::<AssistantVersionChange>("AssistantVersionChange"),
    crate::schema::Described::of::<AssistantVersionList>("AssistantVersionList"),
    crate::schema::Described::of::<
        AssistantVersionsSearchRequest,
    >("AssistantVersionsSearchRequest"),
    crate::schema::Described::of::<CancelAction>("CancelAction"),
    crate::schema::Described::of::<ChannelBytes>("ChannelBytes"),
    crate::schema::Described::of::<CheckpointConfig>("CheckpointConfig"),
    crate::schema::Described::of::<Command>("Command"),
    crate::schema::Described::of::<CommandGoto>("CommandGoto"),
    crate::schema::Described::of::<Config>("Config"),
    crate::schema::Described::of::<Count>("Count"),
    crate::schema::Described::of::<Cron>("Cron"),
    crate::schema::Described::of::<CronCountRequest>("CronCountRequest"),
    crate::schema::Described::of::<CronCreate>("CronCreate"),
    crate::schema::Described::of::<CronField>("CronField"),
    crate::schema::Described::of::<CronInput>("CronInput"),
    crate::schema::Described::of::<CronList>("CronList"),
    crate::schema::Described::of::<CronPatch>("CronPatch"),
    crate::schema::Described::of::<CronSearch>("CronSearch"),
    crate::schema::Described::of::<CronSortBy>("CronSortBy"),
    crate::schema::Described::of::<Durability>("Durability"),
    crate::schema::Described::of::<ErrorResponse>("ErrorResponse"),
    crate::schema::Described::of::<EventStream>("EventStream"),
    crate::schema::Described::of::<GraphDrawing>("GraphDrawing"),
    crate::schema::Described::of::<GraphSchema>("GraphSchema"),
    crate::schema::Described::of::<GraphSchemaNoId>("GraphSchemaNoId"),
    crate::schema::Described::of::<Health>("Health"),
    crate::schema::Described::of::<HistoryBefore>("HistoryBefore"),
    crate::schema::Described::of::<HostInfo>("HostInfo"),
    crate::schema::Described::of::<IfExists>("IfExists"),
    crate::schema::Described::of::<IfNotExists>("IfNotExists"),
    crate::schema::Described::of::<Interrupt>("Interrupt"),
    crate::schema::Described::of::<InterruptNodes>("InterruptNodes"),
    crate::schema::Described::of::<Item>("Item"),
    crate::schema::Described::of::<
        JoinThreadStreamStreamModes,
    >("JoinThreadStreamStreamModes"),
    crate::schema::Described::of::<ListNamespaceResponse>("ListNamespaceResponse"),
    crate::schema::Described::of::<Metrics>("Metrics"),
    crate::schema::Described::of::<MetricsApi>("MetricsApi"),
    crate::schema::Described::of::<
        MetricsApiHttpRequestsTotalItem,
    >("MetricsApiHttpRequestsTotalItem"),
    crate::schema::Described::of::<MetricsFormat>("MetricsFormat"),
    crate::schema::Described::of::<MetricsQueue>("MetricsQueue"),
    crate::schema::Described::of::<MetricsRuns>("MetricsRuns"),
    crate::schema::Described::of::<MetricsStorage>("MetricsStorage"),
    crate::schema::Described::of::<MetricsStreams>("MetricsStreams"),
    crate::schema::Described::of::<MetricsWebhooks>("MetricsWebhooks"),
    crate::schema::Described::of::<MetricsWorkers>("MetricsWorkers"),
    crate::schema::Described::of::<MultitaskStrategy>("MultitaskStrategy"),
    crate::schema::Described::of::<OnCompletion>("OnCompletion"),
    crate::schema::Described::of::<OnDisconnect>("OnDisconnect"),
    crate::schema::Described::of::<OpenApiDocument>("OpenApiDocument"),
    crate::schema::Described::of::<Run>("Run"),
    crate::schema::Described::of::<RunBatchCreate>("RunBatchCreate"),
    crate::schema::Described::of::<RunCreateStateful>("RunCreateStateful"),
    crate::schema::Described::of::<RunCreateStateless>("RunCreateStateless"),
    crate::schema::Described::of::<
        RunCreateStreamingStateful,
    >("RunCreateStreamingStateful"),
    crate::schema::Described::of::<
        RunCreateStreamingStateless,
    >("RunCreateStreamingStateless"),
    crate::schema::Described::of::<RunError>("RunError"),
    crate::schema::Described::of::<RunField>("RunField"),
    crate::schema::Described::of::<RunInput>("RunInput"),
    crate::schema::Described::of::<RunList>("RunList"),
    crate::schema::Described::of::<RunStatus>("RunStatus"),
    crate::schema::Described::of::<RunsCancel>("RunsCancel"),
    crate::schema::Described::of::<RunsCancelStatus>("RunsCancelStatus"),
    crate::schema::Described::of::<SearchItem>("SearchItem"),
    crate::schema::Described::of::<SearchItemsResponse>("SearchItemsResponse"),
    crate::schema::Described::of::<SendTask>("Send"),
    crate::schema::Described::of::<ServerInfo>("ServerInfo"),
    crate::schema::Described::of::<SortOrder>("SortOrder"),
    crate::schema::Described::of::<StoreDeleteRequest>("StoreDeleteRequest"),
    crate::schema::Described::of::<
        StoreListNamespacesRequest,
    >("StoreListNamespacesRequest"),
    crate::schema::Described::of::<StorePutRequest>("StorePutRequest"),
    crate::schema::Described::of::<StorePutRequestIndex>("StorePutRequestIndex"),
    crate::schema::Described::of::<StoreSearchRequest>("StoreSearchRequest"),
    crate::schema::Described::of::<StoredBytes>("StoredBytes"),
    crate::schema::Described::of::<StoredChannels>("StoredChannels"),
    crate::schema::Described::of::<StreamMode>("StreamMode"),
    crate::schema::Described::of::<StreamModes>("StreamModes"),
    crate::schema::Described::of::<Subgraphs>("Subgraphs"),
    crate::schema::Described::of::<Thread>("Thread"),
    crate::schema::Described::of::<ThreadCountRequest>("ThreadCountRequest"),
    crate::schema::Described::of::<ThreadCreate>("ThreadCreate"),
    crate::schema::Described::of::<ThreadCronCreate>("ThreadCronCreate"),
    crate::schema::Described::of::<ThreadField>("ThreadField"),
    crate::schema::Described::of::<ThreadList>("ThreadList"),
    crate::schema::Described::of::<ThreadPatch>("ThreadPatch"),
    crate::schema::Described::of::<ThreadPruneRequest>("ThreadPruneRequest"),
    crate::schema::Described::of::<ThreadPruneResponse>("ThreadPruneResponse"),
    crate::schema::Described::of::<ThreadSearchRequest>("ThreadSearchRequest"),
    crate::schema::Described::of::<ThreadSortBy>("ThreadSortBy"),
    crate::schema::Described::of::<ThreadState>("ThreadState"),
    crate::schema::Described::of::<
        ThreadStateCheckpointRequest,
    >("ThreadStateCheckpointRequest"),
    crate::schema::Described::of::<ThreadStateList>("ThreadStateList"),
    crate::schema::Described::of::<ThreadStateSearch>("ThreadStateSearch"),
    crate::schema::Described::of::<ThreadStateUpdate>("ThreadStateUpdate"),
    crate::schema::Described::of::<
        ThreadStateUpdateResponse,
    >("ThreadStateUpdateResponse"),
    crate::schema::Described::of::<ThreadStatus>("ThreadStatus"),
    crate::schema::Described::of::<ThreadStorage>("ThreadStorage"),
    crate::schema::Described::of::<ThreadStreamMode>("ThreadStreamMode"),
    crate::schema::Described::of::<ThreadSuperstep>("ThreadSuperstep"),
    crate::schema::Described::of::<ThreadSuperstepUpdate>("ThreadSuperstepUpdate"),
    crate::schema::Described::of::<ThreadTask>("ThreadTask"),
    crate::schema::Described::of::<ThreadTtl>("ThreadTtl"),
    crate::schema::Described::of::<ThreadTtlInfo>("ThreadTtlInfo"),
    crate::schema::Described::of::<TtlStrategy>("TtlStrategy"),
    crate::schema::Described::of::<WebhookUrl>("WebhookUrl"),
    crate::schema::Described::of::<Xray>("Xray"),
];
