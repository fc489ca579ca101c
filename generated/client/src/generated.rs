// Generated from spec/ by `cargo xtask generate`. Do not edit.
// Operations, each after a fingerprint of what the document says about it:
//   91943d4f749f760d cancel_run POST /threads/{thread_id}/runs/{run_id}/cancel
//   3942bfae90a376aa cancel_runs POST /runs/cancel
//   3ea12bb81c7dbcd3 copy_thread POST /threads/{thread_id}/copy
//   ed7ac3ad8fb7583e count_assistants POST /assistants/count
//   b601f7723fe98c19 count_crons POST /runs/crons/count
//   c1342502c74c0224 count_threads POST /threads/count
//   61ca8225282c794a create_assistant POST /assistants
//   73d8b95055df427e create_cron POST /runs/crons
//   8414603ac508a589 create_run POST /threads/{thread_id}/runs
//   1580f6397afbc7cf create_run_batch POST /runs/batch
//   49418f164a345608 create_stateless_run POST /runs
//   9a8484f146338b81 create_thread POST /threads
//   2402632207ae6d62 create_thread_cron POST /threads/{thread_id}/runs/crons
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
//   4be596d376b4ab7c stream_run POST /threads/{thread_id}/runs/stream
//   9233a4f903b4fd23 stream_stateless_run POST /runs/stream
//   f39a058f173053ff update_cron PATCH /runs/crons/{cron_id}
//   cc33621973dd4a93 update_thread_state POST /threads/{thread_id}/state
//   bb70dda88cc93e72 wait_run POST /threads/{thread_id}/runs/wait
//   5b7fa33e38872af8 wait_stateless_run POST /runs/wait
#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};
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
#[allow(clippy::all)]
impl Client {
    /**Create Assistant

Creates an assistant: a graph with a configuration of its own, at version 1. `config.configurable` and `context` mirror each
other; give one of them. With `if_exists: do_nothing` an existing assistant is returned as it is.


Sends a `POST` request to `/assistants`

*/
    pub async fn create_assistant<'a>(
        &'a self,
        body: &'a ::runyard_types::AssistantCreate,
    ) -> Result<
        ResponseValue<::runyard_types::Assistant>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!("{}/assistants", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Search Assistants

Lists the assistants that match every given filter, newest first unless `sort_by` says otherwise.
The body is required; `{}` matches everything.


Sends a `POST` request to `/assistants/search`

*/
    pub async fn search_assistants<'a>(
        &'a self,
        body: &'a ::runyard_types::AssistantSearchRequest,
    ) -> Result<
        ResponseValue<::runyard_types::AssistantList>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!("{}/assistants/search", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Count Assistants

Counts the assistants that match every given filter. The body is required; `{}` counts all.

Sends a `POST` request to `/assistants/count`

*/
    pub async fn count_assistants<'a>(
        &'a self,
        body: &'a ::runyard_types::AssistantCountRequest,
    ) -> Result<
        ResponseValue<::runyard_types::Count>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!("{}/assistants/count", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Get Assistant

Returns one assistant. Takes its id only; a graph name is not accepted here.

Sends a `GET` request to `/assistants/{assistant_id}`

Arguments:
- `assistant_id`: The id of the assistant.
*/
    pub async fn get_assistant<'a>(
        &'a self,
        assistant_id: &'a ::uuid::Uuid,
    ) -> Result<
        ResponseValue<::runyard_types::Assistant>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!(
            "{}/assistants/{}", self.baseurl, encode_path(& assistant_id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Delete Assistant

Deletes an assistant with all of its versions. Its runs that are waiting or executing are cancelled; with `delete_threads` the
threads whose last run was one of this assistant go as well, with everything that belongs to them. The assistant of a graph
comes back when the server starts the next time.


Sends a `DELETE` request to `/assistants/{assistant_id}`

Arguments:
- `assistant_id`: The id of the assistant.
- `delete_threads`: Whether the threads go whose `metadata.assistant_id` names this assistant.
*/
    pub async fn delete_assistant<'a>(
        &'a self,
        assistant_id: &'a ::uuid::Uuid,
        delete_threads: Option<bool>,
    ) -> Result<ResponseValue<()>, Error<::runyard_types::ErrorResponse>> {
        let url = format!(
            "{}/assistants/{}", self.baseurl, encode_path(& assistant_id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .delete(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(
                &progenitor_client::QueryParam::new("delete_threads", &delete_threads),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "delete_assistant",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            204u16 => Ok(ResponseValue::empty(response)),
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Patch Assistant

Changes the members that are given and makes a new version, the highest one so far plus one, even when nothing is given.
Metadata is merged member by member; `config` is replaced. Where only one of `config.configurable` and `context` is given, the
other follows. The assistant of a graph is changed like any other.


Sends a `PATCH` request to `/assistants/{assistant_id}`

Arguments:
- `assistant_id`: The id of the assistant.
- `body`
*/
    pub async fn patch_assistant<'a>(
        &'a self,
        assistant_id: &'a ::uuid::Uuid,
        body: &'a ::runyard_types::AssistantPatch,
    ) -> Result<
        ResponseValue<::runyard_types::Assistant>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!(
            "{}/assistants/{}", self.baseurl, encode_path(& assistant_id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Get Assistant Graph

Draws the graph of an assistant as nodes and edges. A graph that a function makes is made with the assistant's configuration.


Sends a `GET` request to `/assistants/{assistant_id}/graph`

Arguments:
- `assistant_id`: The id of the assistant, or the name of a graph.
- `xray`: Whether graphs inside of this one are drawn in the place of their node; a number says how deep.
*/
    pub async fn get_assistant_graph<'a>(
        &'a self,
        assistant_id: &'a ::runyard_types::AssistantOrGraphId,
        xray: Option<&'a ::runyard_types::Xray>,
    ) -> Result<
        ResponseValue<::runyard_types::GraphDrawing>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!(
            "{}/assistants/{}/graph", self.baseurl, encode_path(& assistant_id
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Get Assistant Schemas

Returns the JSON schemas of what the graph of an assistant takes, gives and keeps. One that cannot be made of the graph's types
is null.


Sends a `GET` request to `/assistants/{assistant_id}/schemas`

Arguments:
- `assistant_id`: The id of the assistant.
*/
    pub async fn get_assistant_schemas<'a>(
        &'a self,
        assistant_id: &'a ::uuid::Uuid,
    ) -> Result<
        ResponseValue<::runyard_types::GraphSchema>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!(
            "{}/assistants/{}/schemas", self.baseurl, encode_path(& assistant_id
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Get Assistant Subgraphs

Returns the schemas of the graphs that are nodes of the assistant's graph, by the node's name.

Sends a `GET` request to `/assistants/{assistant_id}/subgraphs`

Arguments:
- `assistant_id`: The id of the assistant.
- `recurse`: Whether graphs inside of graphs are looked at, too.
*/
    pub async fn get_assistant_subgraphs<'a>(
        &'a self,
        assistant_id: &'a ::uuid::Uuid,
        recurse: Option<bool>,
    ) -> Result<
        ResponseValue<::runyard_types::Subgraphs>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!(
            "{}/assistants/{}/subgraphs", self.baseurl, encode_path(& assistant_id
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Get Assistant Subgraphs by Namespace

Returns the schemas of one graph inside of the assistant's graph. Nothing when there is none of this name.

Sends a `GET` request to `/assistants/{assistant_id}/subgraphs/{namespace}`

Arguments:
- `assistant_id`: The id of the assistant.
- `namespace`: The name of the node, below others with `|` in between. What is deeper than the first is found with `recurse`.
- `recurse`: Whether graphs inside of graphs are looked at, too.
*/
    pub async fn get_assistant_subgraphs_at<'a>(
        &'a self,
        assistant_id: &'a ::uuid::Uuid,
        namespace: &'a str,
        recurse: Option<bool>,
    ) -> Result<
        ResponseValue<::runyard_types::Subgraphs>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!(
            "{}/assistants/{}/subgraphs/{}", self.baseurl, encode_path(& assistant_id
            .to_string()), encode_path(& namespace.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Get Assistant Versions

Lists the versions of an assistant, newest first. The body is required; `{}` lists the first page of all.

Sends a `POST` request to `/assistants/{assistant_id}/versions`

Arguments:
- `assistant_id`: The id of the assistant.
- `body`
*/
    pub async fn get_assistant_versions<'a>(
        &'a self,
        assistant_id: &'a ::uuid::Uuid,
        body: &'a ::runyard_types::AssistantVersionsSearchRequest,
    ) -> Result<
        ResponseValue<::runyard_types::AssistantVersionList>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!(
            "{}/assistants/{}/versions", self.baseurl, encode_path(& assistant_id
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Set Latest Assistant Version

Makes a version the one that the assistant shows and that its runs use. Later changes start from it and still get the highest
number. The version is given in the body or in the query; the body counts when both are given.


Sends a `POST` request to `/assistants/{assistant_id}/latest`

Arguments:
- `assistant_id`: The id of the assistant.
- `version`: The version to go to.
- `body`
*/
    pub async fn set_latest_assistant_version<'a>(
        &'a self,
        assistant_id: &'a ::uuid::Uuid,
        version: Option<i64>,
        body: &'a ::runyard_types::AssistantVersionChange,
    ) -> Result<
        ResponseValue<::runyard_types::Assistant>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!(
            "{}/assistants/{}/latest", self.baseurl, encode_path(& assistant_id
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Create Thread

Creates an empty thread. The body is required; `{}` creates a thread with a new id and no metadata.
With `if_exists: do_nothing` an existing thread is returned as it is.


Sends a `POST` request to `/threads`

*/
    pub async fn create_thread<'a>(
        &'a self,
        body: &'a ::runyard_types::ThreadCreate,
    ) -> Result<
        ResponseValue<::runyard_types::Thread>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!("{}/threads", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Search Threads

Lists the threads that match every given filter, last changed first unless `sort_by` says otherwise.
The body is required; `{}` matches everything.


Sends a `POST` request to `/threads/search`

*/
    pub async fn search_threads<'a>(
        &'a self,
        body: &'a ::runyard_types::ThreadSearchRequest,
    ) -> Result<
        ResponseValue<::runyard_types::ThreadList>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!("{}/threads/search", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Count Threads

Tells how many threads match every given filter. The body is required; `{}` counts all.

Sends a `POST` request to `/threads/count`

*/
    pub async fn count_threads<'a>(
        &'a self,
        body: &'a ::runyard_types::ThreadCountRequest,
    ) -> Result<
        ResponseValue<::runyard_types::Count>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!("{}/threads/count", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Prune Threads

Deletes threads with all that belongs to them, or with `keep_latest` only their older checkpoints: the newest one of the graph and of
each subgraph stays, so that the next run goes on from it. Threads that do not exist are skipped, and so are, with `keep_latest`,
threads with runs in flight.


Sends a `POST` request to `/threads/prune`

*/
    pub async fn prune_threads<'a>(
        &'a self,
        body: &'a ::runyard_types::ThreadPruneRequest,
    ) -> Result<
        ResponseValue<::runyard_types::ThreadPruneResponse>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!("{}/threads/prune", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Get Thread

Returns one thread with its status, its latest values and its open interrupts.

Sends a `GET` request to `/threads/{thread_id}`

Arguments:
- `thread_id`: The id of the thread.
- `include`: Comma-separated extra fields. `ttl` adds the time to live; other names are ignored.
*/
    pub async fn get_thread<'a>(
        &'a self,
        thread_id: &'a ::uuid::Uuid,
        include: Option<&'a str>,
    ) -> Result<
        ResponseValue<::runyard_types::Thread>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!(
            "{}/threads/{}", self.baseurl, encode_path(& thread_id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Delete Thread

Deletes a thread with its runs, checkpoints, events and crons. A run that is still going is stopped first.


Sends a `DELETE` request to `/threads/{thread_id}`

Arguments:
- `thread_id`: The id of the thread.
*/
    pub async fn delete_thread<'a>(
        &'a self,
        thread_id: &'a ::uuid::Uuid,
    ) -> Result<ResponseValue<()>, Error<::runyard_types::ErrorResponse>> {
        let url = format!(
            "{}/threads/{}", self.baseurl, encode_path(& thread_id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            204u16 => Ok(ResponseValue::empty(response)),
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Patch Thread

Sets members of a thread's metadata and its time to live. Members that are not named stay; null is stored like any other value.


Sends a `PATCH` request to `/threads/{thread_id}`

Arguments:
- `thread_id`: The id of the thread.
- `prefer`: With `return=minimal` the thread is not returned.
- `body`
*/
    pub async fn patch_thread<'a>(
        &'a self,
        thread_id: &'a ::uuid::Uuid,
        prefer: Option<&'a str>,
        body: &'a ::runyard_types::ThreadPatch,
    ) -> Result<
        ResponseValue<::runyard_types::Thread>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!(
            "{}/threads/{}", self.baseurl, encode_path(& thread_id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        if let Some(value) = prefer {
            header_map.append("Prefer", value.to_string().try_into()?);
        }
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Copy Thread

Makes a thread with the metadata, values and checkpoints of another, without its runs. Large values are shared with the original until
both are gone, so a copy takes little time and space. The request has no body.


Sends a `POST` request to `/threads/{thread_id}/copy`

Arguments:
- `thread_id`: The id of the thread.
*/
    pub async fn copy_thread<'a>(
        &'a self,
        thread_id: &'a ::uuid::Uuid,
    ) -> Result<
        ResponseValue<::runyard_types::Thread>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!(
            "{}/threads/{}/copy", self.baseurl, encode_path(& thread_id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Get Thread Storage

Tells how much a thread takes in the database. What it shares with copies of it counts in full; its runs and their events do not count.


Sends a `GET` request to `/threads/{thread_id}/storage`

Arguments:
- `thread_id`: The id of the thread.
*/
    pub async fn get_thread_storage<'a>(
        &'a self,
        thread_id: &'a ::uuid::Uuid,
    ) -> Result<
        ResponseValue<::runyard_types::ThreadStorage>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!(
            "{}/threads/{}/storage", self.baseurl, encode_path(& thread_id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Get Thread State

Returns the latest checkpoint of a thread: its values, the nodes that come next and the tasks that wait.
A thread without a checkpoint has empty values and no checkpoint.


Sends a `GET` request to `/threads/{thread_id}/state`

Arguments:
- `thread_id`: The id of the thread.
- `subgraphs`: Whether tasks that are subgraphs carry their own state.
*/
    pub async fn get_thread_state<'a>(
        &'a self,
        thread_id: &'a ::uuid::Uuid,
        subgraphs: Option<bool>,
    ) -> Result<
        ResponseValue<::runyard_types::ThreadState>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!(
            "{}/threads/{}/state", self.baseurl, encode_path(& thread_id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Update Thread State

Writes values into the state of a thread as if a node had written them, in a checkpoint of its own after the newest one,
or after the one that is named: a fork. The thread must not have runs in flight.


Sends a `POST` request to `/threads/{thread_id}/state`

Arguments:
- `thread_id`: The id of the thread.
- `body`
*/
    pub async fn update_thread_state<'a>(
        &'a self,
        thread_id: &'a ::uuid::Uuid,
        body: &'a ::runyard_types::ThreadStateUpdate,
    ) -> Result<
        ResponseValue<::runyard_types::ThreadStateUpdateResponse>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!(
            "{}/threads/{}/state", self.baseurl, encode_path(& thread_id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Get Thread State At Checkpoint

Returns the state of a thread at one checkpoint. It is empty when there is no such checkpoint.

Sends a `GET` request to `/threads/{thread_id}/state/{checkpoint_id}`

Arguments:
- `thread_id`: The id of the thread.
- `checkpoint_id`: The id of the checkpoint.
- `subgraphs`: Whether tasks that are subgraphs carry their own state.
*/
    pub async fn get_thread_state_at<'a>(
        &'a self,
        thread_id: &'a ::uuid::Uuid,
        checkpoint_id: &'a ::uuid::Uuid,
        subgraphs: Option<bool>,
    ) -> Result<
        ResponseValue<::runyard_types::ThreadState>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!(
            "{}/threads/{}/state/{}", self.baseurl, encode_path(& thread_id.to_string()),
            encode_path(& checkpoint_id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Get Thread State At Checkpoint

As the state at a checkpoint, for one that is named by more than its id, such as a subgraph's.

Sends a `POST` request to `/threads/{thread_id}/state/checkpoint`

Arguments:
- `thread_id`: The id of the thread.
- `body`
*/
    pub async fn get_thread_state_at_checkpoint<'a>(
        &'a self,
        thread_id: &'a ::uuid::Uuid,
        body: &'a ::runyard_types::ThreadStateCheckpointRequest,
    ) -> Result<
        ResponseValue<::runyard_types::ThreadState>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!(
            "{}/threads/{}/state/checkpoint", self.baseurl, encode_path(& thread_id
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Get Thread History

Lists the states of a thread, newest first.

Sends a `GET` request to `/threads/{thread_id}/history`

Arguments:
- `thread_id`: The id of the thread.
- `before`: Only states before this checkpoint.
- `limit`: How many states to return at most. 0 returns none.
*/
    pub async fn get_thread_history<'a>(
        &'a self,
        thread_id: &'a ::uuid::Uuid,
        before: Option<&'a str>,
        limit: Option<i64>,
    ) -> Result<
        ResponseValue<::runyard_types::ThreadStateList>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!(
            "{}/threads/{}/history", self.baseurl, encode_path(& thread_id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Get Thread History Post

Lists the states of a thread that match, newest first.

Sends a `POST` request to `/threads/{thread_id}/history`

Arguments:
- `thread_id`: The id of the thread.
- `body`
*/
    pub async fn search_thread_history<'a>(
        &'a self,
        thread_id: &'a ::uuid::Uuid,
        body: &'a ::runyard_types::ThreadStateSearch,
    ) -> Result<
        ResponseValue<::runyard_types::ThreadStateList>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!(
            "{}/threads/{}/history", self.baseurl, encode_path(& thread_id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
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
*/
    pub async fn join_thread_stream<'a>(
        &'a self,
        thread_id: &'a ::uuid::Uuid,
        stream_modes: Option<&'a ::runyard_types::JoinThreadStreamStreamModes>,
        last_event_id: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<::runyard_types::ErrorResponse>> {
        let url = format!(
            "{}/threads/{}/stream", self.baseurl, encode_path(& thread_id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        if let Some(value) = last_event_id {
            header_map.append("Last-Event-ID", value.to_string().try_into()?);
        }
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .query(&progenitor_client::QueryParam::new("stream_modes", &stream_modes))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "join_thread_stream",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => Ok(ResponseValue::stream(response)),
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
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
*/
    pub async fn list_runs<'a>(
        &'a self,
        thread_id: &'a ::uuid::Uuid,
        limit: Option<i64>,
        offset: Option<i64>,
        select: Option<&'a ::std::vec::Vec<::runyard_types::RunField>>,
        status: Option<&'a ::runyard_types::RunStatus>,
    ) -> Result<
        ResponseValue<::runyard_types::RunList>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!(
            "{}/threads/{}/runs", self.baseurl, encode_path(& thread_id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Create Background Run

Puts a run in the queue of a thread and answers at once. The run is durable when the answer arrives.
When the thread is busy, `multitask_strategy` decides what happens.


Sends a `POST` request to `/threads/{thread_id}/runs`

Arguments:
- `thread_id`: The id of the thread.
- `body`
*/
    pub async fn create_run<'a>(
        &'a self,
        thread_id: &'a ::uuid::Uuid,
        body: &'a ::runyard_types::RunCreateStateful,
    ) -> Result<
        ResponseValue<::runyard_types::Run>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!(
            "{}/threads/{}/runs", self.baseurl, encode_path(& thread_id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Create Run, Stream Output

Starts a run on a thread and streams its events as server-sent events. The first event is `metadata` with the
run's id; the body simply ends when the run has ended. A failure is an `error` event. Event ids appear when
`stream_resumable` is set. A comment keeps the connection warm every 5 seconds.


Sends a `POST` request to `/threads/{thread_id}/runs/stream`

Arguments:
- `thread_id`: The id of the thread.
- `body`
*/
    pub async fn stream_run<'a>(
        &'a self,
        thread_id: &'a ::uuid::Uuid,
        body: &'a ::runyard_types::RunCreateStreamingStateful,
    ) -> Result<ResponseValue<ByteStream>, Error<::runyard_types::ErrorResponse>> {
        let url = format!(
            "{}/threads/{}/runs/stream", self.baseurl, encode_path(& thread_id
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "stream_run",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => Ok(ResponseValue::stream(response)),
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Create Run, Wait for Output

Starts a run on a thread and answers with the thread's values when the run has ended. The status line is sent
at once; until the values follow, a newline is sent every 5 seconds. A run that fails therefore answers 200
with `__error__`, and a run that stops at an interrupt adds `__interrupt__` to the values.


Sends a `POST` request to `/threads/{thread_id}/runs/wait`

Arguments:
- `thread_id`: The id of the thread.
- `body`
*/
    pub async fn wait_run<'a>(
        &'a self,
        thread_id: &'a ::uuid::Uuid,
        body: &'a ::runyard_types::RunCreateStreamingStateful,
    ) -> Result<
        ResponseValue<::serde_json::Value>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!(
            "{}/threads/{}/runs/wait", self.baseurl, encode_path(& thread_id
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Get Run

Returns one run of a thread.

Sends a `GET` request to `/threads/{thread_id}/runs/{run_id}`

Arguments:
- `thread_id`: The id of the thread.
- `run_id`: The id of the run.
*/
    pub async fn get_run<'a>(
        &'a self,
        thread_id: &'a ::uuid::Uuid,
        run_id: &'a ::uuid::Uuid,
    ) -> Result<
        ResponseValue<::runyard_types::Run>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!(
            "{}/threads/{}/runs/{}", self.baseurl, encode_path(& thread_id.to_string()),
            encode_path(& run_id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Delete Run

Deletes a run and its events. A run that is still going is stopped; the thread's checkpoints stay.

Sends a `DELETE` request to `/threads/{thread_id}/runs/{run_id}`

Arguments:
- `thread_id`: The id of the thread.
- `run_id`: The id of the run.
*/
    pub async fn delete_run<'a>(
        &'a self,
        thread_id: &'a ::uuid::Uuid,
        run_id: &'a ::uuid::Uuid,
    ) -> Result<ResponseValue<()>, Error<::runyard_types::ErrorResponse>> {
        let url = format!(
            "{}/threads/{}/runs/{}", self.baseurl, encode_path(& thread_id.to_string()),
            encode_path(& run_id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            204u16 => Ok(ResponseValue::empty(response)),
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Join Run

Waits for a run that was started elsewhere and answers with the thread's values, as
`POST /threads/{thread_id}/runs/wait` does. A run that has ended answers at once.


Sends a `GET` request to `/threads/{thread_id}/runs/{run_id}/join`

Arguments:
- `thread_id`: The id of the thread.
- `run_id`: The id of the run.
- `cancel_on_disconnect`: Whether the run is cancelled when this client goes away.
*/
    pub async fn join_run<'a>(
        &'a self,
        thread_id: &'a ::uuid::Uuid,
        run_id: &'a ::uuid::Uuid,
        cancel_on_disconnect: Option<bool>,
    ) -> Result<
        ResponseValue<::serde_json::Value>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!(
            "{}/threads/{}/runs/{}/join", self.baseurl, encode_path(& thread_id
            .to_string()), encode_path(& run_id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
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

*/
    pub async fn join_run_stream<'a>(
        &'a self,
        thread_id: &'a ::uuid::Uuid,
        run_id: &'a ::uuid::Uuid,
        cancel_on_disconnect: Option<bool>,
        stream_mode: Option<&'a ::std::vec::Vec<::std::string::String>>,
        last_event_id: Option<&'a str>,
    ) -> Result<ResponseValue<ByteStream>, Error<::runyard_types::ErrorResponse>> {
        let url = format!(
            "{}/threads/{}/runs/{}/stream", self.baseurl, encode_path(& thread_id
            .to_string()), encode_path(& run_id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        if let Some(value) = last_event_id {
            header_map.append("Last-Event-ID", value.to_string().try_into()?);
        }
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => Ok(ResponseValue::stream(response)),
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
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
*/
    pub async fn cancel_run<'a>(
        &'a self,
        thread_id: &'a ::uuid::Uuid,
        run_id: &'a ::uuid::Uuid,
        action: Option<&'a ::runyard_types::CancelAction>,
        wait: Option<bool>,
    ) -> Result<
        ResponseValue<::serde_json::Value>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!(
            "{}/threads/{}/runs/{}/cancel", self.baseurl, encode_path(& thread_id
            .to_string()), encode_path(& run_id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Create Background Run

Puts a run in the queue on a thread of its own and answers at once. That thread is deleted with everything in it
when the run ends, unless `on_completion` is `keep`.


Sends a `POST` request to `/runs`

*/
    pub async fn create_stateless_run<'a>(
        &'a self,
        body: &'a ::runyard_types::RunCreateStateless,
    ) -> Result<
        ResponseValue<::runyard_types::Run>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!("{}/runs", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Create Run Batch

Puts several stateless runs in the queue in one request. Either all of them are accepted or none.


Sends a `POST` request to `/runs/batch`

*/
    pub async fn create_run_batch<'a>(
        &'a self,
        body: &'a ::runyard_types::RunBatchCreate,
    ) -> Result<
        ResponseValue<::runyard_types::RunList>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!("{}/runs/batch", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Cancel Runs

Stops several runs: those that are named, on one thread, or all that have a status. Runs that have not started end
at once; running ones are stopped in the background.


Sends a `POST` request to `/runs/cancel`

Arguments:
- `action`: What happens to the runs and their checkpoints.
- `body`
*/
    pub async fn cancel_runs<'a>(
        &'a self,
        action: Option<&'a ::runyard_types::CancelAction>,
        body: &'a ::runyard_types::RunsCancel,
    ) -> Result<ResponseValue<()>, Error<::runyard_types::ErrorResponse>> {
        let url = format!("{}/runs/cancel", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            204u16 => Ok(ResponseValue::empty(response)),
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Create Run, Stream Output

Starts a run on a thread of its own and streams its events, as `POST /threads/{thread_id}/runs/stream` does.
Such a run writes no checkpoints that outlive it, so the `checkpoints` mode has no events.


Sends a `POST` request to `/runs/stream`

*/
    pub async fn stream_stateless_run<'a>(
        &'a self,
        body: &'a ::runyard_types::RunCreateStreamingStateless,
    ) -> Result<ResponseValue<ByteStream>, Error<::runyard_types::ErrorResponse>> {
        let url = format!("{}/runs/stream", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "stream_stateless_run",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => Ok(ResponseValue::stream(response)),
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Create Run, Wait for Output

Starts a run on a thread of its own and answers with its final values, as
`POST /threads/{thread_id}/runs/wait` does. The thread is deleted afterwards unless `on_completion` is `keep`.


Sends a `POST` request to `/runs/wait`

*/
    pub async fn wait_stateless_run<'a>(
        &'a self,
        body: &'a ::runyard_types::RunCreateStateless,
    ) -> Result<
        ResponseValue<::serde_json::Value>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!("{}/runs/wait", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
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
*/
    pub async fn get_item<'a>(
        &'a self,
        key: &'a str,
        namespace: Option<&'a ::std::vec::Vec<::std::string::String>>,
        refresh_ttl: Option<bool>,
    ) -> Result<
        ResponseValue<::std::option::Option<::runyard_types::Item>>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!("{}/store/items", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Put Item

Stores an item, or replaces the value of the one that is there. `created_at` stays what it was at the first put.

Where `langgraph.json` has `store.index`, the item is made ready for search by meaning before it is stored. When that fails, the answer
is an error and nothing is stored.


Sends a `PUT` request to `/store/items`

*/
    pub async fn put_item<'a>(
        &'a self,
        body: &'a ::runyard_types::StorePutRequest,
    ) -> Result<ResponseValue<()>, Error<::runyard_types::ErrorResponse>> {
        let url = format!("{}/store/items", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            204u16 => Ok(ResponseValue::empty(response)),
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Delete Item

Deletes an item. Where there is none nothing happens.

Sends a `DELETE` request to `/store/items`

*/
    pub async fn delete_item<'a>(
        &'a self,
        body: &'a ::runyard_types::StoreDeleteRequest,
    ) -> Result<ResponseValue<()>, Error<::runyard_types::ErrorResponse>> {
        let url = format!("{}/store/items", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            204u16 => Ok(ResponseValue::empty(response)),
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Search Items

Lists the items at and below a namespace that match the filter, by namespace and key.

With a `query`, where `langgraph.json` has `store.index`: the nearest in meaning first, each with its `score`, the cosine between query
and item. Items that are not indexed come last and without a score. Without `store.index` a query has no effect.


Sends a `POST` request to `/store/items/search`

*/
    pub async fn search_items<'a>(
        &'a self,
        body: &'a ::runyard_types::StoreSearchRequest,
    ) -> Result<
        ResponseValue<::runyard_types::SearchItemsResponse>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!("{}/store/items/search", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**List Namespaces

Lists the namespaces that have items, in order.

Sends a `POST` request to `/store/namespaces`

*/
    pub async fn list_namespaces<'a>(
        &'a self,
        body: &'a ::runyard_types::StoreListNamespacesRequest,
    ) -> Result<
        ResponseValue<::runyard_types::ListNamespaceResponse>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!("{}/store/namespaces", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Create Thread Cron

Starts runs on one thread by a schedule. The cron goes with its thread, and with its assistant.

Sends a `POST` request to `/threads/{thread_id}/runs/crons`

Arguments:
- `thread_id`: The id of the thread.
- `body`
*/
    pub async fn create_thread_cron<'a>(
        &'a self,
        thread_id: &'a ::uuid::Uuid,
        body: &'a ::runyard_types::ThreadCronCreate,
    ) -> Result<
        ResponseValue<::runyard_types::Cron>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!(
            "{}/threads/{}/runs/crons", self.baseurl, encode_path(& thread_id
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Create Cron

Starts runs by a schedule, each on a thread of its own. That thread is deleted with everything in it when the run
ends, unless `on_run_completed` is `keep`. The cron goes with its assistant.


Sends a `POST` request to `/runs/crons`

*/
    pub async fn create_cron<'a>(
        &'a self,
        body: &'a ::runyard_types::CronCreate,
    ) -> Result<
        ResponseValue<::runyard_types::Cron>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!("{}/runs/crons", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Search Crons

Lists the crons that match every given filter, newest first unless `sort_by` says otherwise.
The body is required; `{}` matches everything.


Sends a `POST` request to `/runs/crons/search`

*/
    pub async fn search_crons<'a>(
        &'a self,
        body: &'a ::runyard_types::CronSearch,
    ) -> Result<
        ResponseValue<::runyard_types::CronList>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!("{}/runs/crons/search", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Count Crons

Counts the crons that match every given filter. The body is required; `{}` matches everything.

Sends a `POST` request to `/runs/crons/count`

*/
    pub async fn count_crons<'a>(
        &'a self,
        body: &'a ::runyard_types::CronCountRequest,
    ) -> Result<
        ResponseValue<::runyard_types::Count>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!("{}/runs/crons/count", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Get Cron

Returns one cron.

Sends a `GET` request to `/runs/crons/{cron_id}`

Arguments:
- `cron_id`: The id of the cron.
*/
    pub async fn get_cron<'a>(
        &'a self,
        cron_id: &'a ::uuid::Uuid,
    ) -> Result<
        ResponseValue<::runyard_types::Cron>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!(
            "{}/runs/crons/{}", self.baseurl, encode_path(& cron_id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Delete Cron

Deletes a cron. The runs that it has started go on.

Sends a `DELETE` request to `/runs/crons/{cron_id}`

Arguments:
- `cron_id`: The id of the cron.
*/
    pub async fn delete_cron<'a>(
        &'a self,
        cron_id: &'a ::uuid::Uuid,
    ) -> Result<ResponseValue<()>, Error<::runyard_types::ErrorResponse>> {
        let url = format!(
            "{}/runs/crons/{}", self.baseurl, encode_path(& cron_id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            204u16 => Ok(ResponseValue::empty(response)),
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Update Cron

Changes the given members of a cron. `metadata` is merged, other members are replaced, and an `end_time` of null takes
the end away. A new schedule or time zone counts from now on, and so does a cron that is enabled again.


Sends a `PATCH` request to `/runs/crons/{cron_id}`

Arguments:
- `cron_id`: The id of the cron.
- `body`
*/
    pub async fn update_cron<'a>(
        &'a self,
        cron_id: &'a ::uuid::Uuid,
        body: &'a ::runyard_types::CronPatch,
    ) -> Result<
        ResponseValue<::runyard_types::Cron>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!(
            "{}/runs/crons/{}", self.baseurl, encode_path(& cron_id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Health Check

Answers when the server is ready for requests. `/` is another name for this path.

Sends a `GET` request to `/ok`

Arguments:
- `check_db`: With 1, a query to the database is part of the check.
*/
    pub async fn health<'a>(
        &'a self,
        check_db: Option<i64>,
    ) -> Result<
        ResponseValue<::runyard_types::Health>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!("{}/ok", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Server Information

Tells which server this is and what it can do.

Sends a `GET` request to `/info`

*/
    pub async fn info<'a>(
        &'a self,
    ) -> Result<
        ResponseValue<::runyard_types::ServerInfo>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!("{}/info", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**System Metrics

What the server counts and measures: requests, runs, the queue, workers, streams and storage. Series that the
reference has bear its names (`lg_api_...`), the others begin with `runyard_`; `process_...` is the server's process.
Counters begin at the start of the server. In the JSON, what the database does not tell right now is `null`.


Sends a `GET` request to `/metrics`

Arguments:
- `format`: Prometheus' text format, or JSON.
*/
    pub async fn metrics<'a>(
        &'a self,
        format: Option<&'a ::runyard_types::MetricsFormat>,
    ) -> Result<ResponseValue<ByteStream>, Error<::runyard_types::ErrorResponse>> {
        let url = format!("{}/metrics", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .query(&progenitor_client::QueryParam::new("format", &format))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "metrics",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => Ok(ResponseValue::stream(response)),
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**API Documentation

A page for people that shows this document: every operation with its parameters, bodies, schemas and examples. It loads nothing
from elsewhere.


Sends a `GET` request to `/docs`

*/
    pub async fn docs<'a>(
        &'a self,
    ) -> Result<ResponseValue<ByteStream>, Error<::runyard_types::ErrorResponse>> {
        let url = format!("{}/docs", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.get(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "docs",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => Ok(ResponseValue::stream(response)),
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**API Description

Returns the OpenAPI 3.1 document of this server.

Sends a `GET` request to `/openapi.json`

*/
    pub async fn openapi<'a>(
        &'a self,
    ) -> Result<
        ResponseValue<::runyard_types::OpenApiDocument>,
        Error<::runyard_types::ErrorResponse>,
    > {
        let url = format!("{}/openapi.json", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
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
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
}
/// Items consumers will typically use such as the Client.
pub mod prelude {
    #[allow(unused_imports)]
    pub use super::Client;
}
