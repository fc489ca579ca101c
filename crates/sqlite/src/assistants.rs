//! Assistants and their versions.

mod delete;
mod metadata_index;
mod search;
mod table;
mod versions;

use async_trait::async_trait;

use super::db::SqliteStorage;
use runyard_core::{
    assistant::{
        Assistant, AssistantCreated, AssistantDeletion, AssistantFilter, AssistantPatch, AssistantSearch,
        AssistantVersion, NewAssistant, SystemAssistant, VersionChosen, VersionList,
    },
    id::AssistantId,
    storage::{Assistants, StorageError},
    time::Timestamp,
};

#[async_trait]
impl Assistants for SqliteStorage {
    async fn ensure_system_assistants(
        &self,
        assistants: &[SystemAssistant],
        now: Timestamp,
    ) -> Result<(), StorageError> {
        let assistants = assistants.to_vec();
        self.write("make system assistants", move |conn| table::ensure_system(conn, &assistants, now)).await
    }

    async fn create_assistant(&self, new: NewAssistant) -> Result<AssistantCreated, StorageError> {
        self.write("create an assistant", move |conn| table::create(conn, new)).await
    }

    async fn get_assistant(&self, assistant_id: AssistantId) -> Result<Option<Assistant>, StorageError> {
        self.read("read an assistant", move |conn| table::get(conn, assistant_id)).await
    }

    async fn patch_assistant(
        &self,
        assistant_id: AssistantId,
        patch: AssistantPatch,
    ) -> Result<Option<Assistant>, StorageError> {
        self.write("change an assistant", move |conn| versions::patch(conn, assistant_id, &patch)).await
    }

    async fn delete_assistant(
        &self,
        assistant_id: AssistantId,
        delete_threads: bool,
        max: usize,
        now: Timestamp,
    ) -> Result<Option<AssistantDeletion>, StorageError> {
        self.write("delete an assistant", move |conn| delete::step(conn, assistant_id, delete_threads, max, now)).await
    }

    async fn list_assistant_versions(&self, list: VersionList) -> Result<Option<Vec<AssistantVersion>>, StorageError> {
        self.read("list an assistant's versions", move |conn| versions::list(conn, &list)).await
    }

    async fn set_latest_version(
        &self,
        assistant_id: AssistantId,
        version: i64,
        now: Timestamp,
    ) -> Result<VersionChosen, StorageError> {
        self.write("set an assistant's version", move |conn| versions::choose(conn, assistant_id, version, now)).await
    }

    async fn search_assistants(&self, search: AssistantSearch) -> Result<Vec<Assistant>, StorageError> {
        self.read("search assistants", move |conn| search::search(conn, &search)).await
    }

    async fn count_assistants(&self, filter: AssistantFilter) -> Result<u64, StorageError> {
        self.read("count assistants", move |conn| search::count(conn, &filter)).await
    }
}
