//! A checkpoint as a client names it, and the check that it exists.

use runyard_core::id::ThreadId;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{App, names};
use crate::error::Error;

/// The namespace of a thread's own graph; subgraphs have others.
const ROOT: &str = "";

/// A checkpoint as a client names it: members of the graph's `configurable`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CheckpointRef {
    /// The checkpoint; the newest without.
    pub checkpoint_id: Option<String>,
    /// The namespace; the root graph's without.
    pub checkpoint_ns: Option<String>,
    /// The checkpoints of this graph and of those around it, by namespace.
    pub checkpoint_map: Option<Map<String, Value>>,
}

impl CheckpointRef {
    /// The members of `configurable` that name a checkpoint.
    pub(super) const MEMBERS: [&'static str; 3] = ["checkpoint_id", "checkpoint_ns", "checkpoint_map"];

    /// Reads a reference out of a JSON object that the client's body has at `path`.
    ///
    /// # Errors
    /// Returns an error if a member has the wrong type, or an id is not a UUID.
    pub fn read(members: &Map<String, Value>, path: &str) -> Result<Self, Error> {
        let member = |name: &str| members.get(name).filter(|value| !value.is_null());
        let checkpoint_id =
            member("checkpoint_id").map(|id| checkpoint_id(id, &format!("{path}.checkpoint_id"))).transpose()?;
        let checkpoint_ns = match member("checkpoint_ns") {
            None => None,
            Some(Value::String(ns)) => {
                names::check_text("checkpoint_ns", ns)?;
                Some(ns.clone()).filter(|ns| !ns.is_empty())
            }
            Some(other) => {
                return Err(Error::Invalid(format!(
                    "Invalid checkpoint namespace: {path}.checkpoint_ns is {other}, but must be a string"
                )));
            }
        };
        let checkpoint_map = match member("checkpoint_map") {
            None => None,
            Some(Value::Object(map)) => Some(read_map(map, &format!("{path}.checkpoint_map"))?),
            Some(other) => {
                return Err(Error::Invalid(format!(
                    "Invalid checkpoint map: {path}.checkpoint_map is {other}, but must be an object of checkpoint ids by namespace"
                )));
            }
        };
        Ok(Self { checkpoint_id: checkpoint_id.flatten(), checkpoint_ns, checkpoint_map })
    }

    /// The reference of a checkpoint that is given by its id alone, which the request has at `path`.
    ///
    /// # Errors
    /// Returns an error if it is not a UUID.
    pub fn of_id(id: Option<&str>, path: &str) -> Result<Self, Error> {
        let checkpoint_id = id.map(|id| checkpoint_id(&id.into(), path)).transpose()?.flatten();
        Ok(Self { checkpoint_id, ..Self::default() })
    }

    /// This reference, with the members of another where it has none.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            checkpoint_id: self.checkpoint_id.or(other.checkpoint_id),
            checkpoint_ns: self.checkpoint_ns.or(other.checkpoint_ns),
            checkpoint_map: self.checkpoint_map.or(other.checkpoint_map),
        }
    }

    /// Writes the reference into a `configurable`, replacing any other.
    pub(super) fn write(self, configurable: &mut Map<String, Value>) {
        for name in Self::MEMBERS {
            configurable.shift_remove(name);
        }
        if let Some(ns) = self.checkpoint_ns {
            configurable.insert("checkpoint_ns".to_owned(), ns.into());
        }
        if let Some(checkpoint_id) = self.checkpoint_id {
            configurable.insert("checkpoint_id".to_owned(), checkpoint_id.into());
        }
        if let Some(map) = self.checkpoint_map {
            configurable.insert("checkpoint_map".to_owned(), Value::Object(map));
        }
    }

    /// The configuration of a worker's call on a thread. `configurable` is the thread's own.
    pub(super) fn config(self, thread_id: ThreadId, mut configurable: Map<String, Value>) -> Value {
        self.write(&mut configurable);
        configurable.insert("thread_id".to_owned(), thread_id.to_string().into());
        configurable.entry("checkpoint_ns").or_insert_with(|| ROOT.into());
        json!({"configurable": configurable})
    }
}

/// Reads the id of a checkpoint: a UUID in its usual form. An empty string is none, as in the reference.
fn checkpoint_id(value: &Value, path: &str) -> Result<Option<String>, Error> {
    match value {
        Value::String(id) if id.is_empty() => Ok(None),
        Value::String(id) => match Uuid::try_parse(id) {
            Ok(id) => Ok(Some(id.to_string())),
            Err(_) => Err(malformed(value, path)),
        },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            Err(malformed(value, path))
        }
    }
}

fn malformed(value: &Value, path: &str) -> Error {
    Error::Invalid(format!("Invalid checkpoint ID: {path} is {value}, but must be a UUID"))
}

fn read_map(map: &Map<String, Value>, path: &str) -> Result<Map<String, Value>, Error> {
    let mut read = Map::new();
    for (ns, value) in map.iter().filter(|(_, value)| !value.is_null()) {
        if let Some(id) = checkpoint_id(value, &format!("{path}[{ns:?}]"))? {
            read.insert(ns.clone(), id.into());
        }
    }
    Ok(read)
}

impl App {
    /// Refuses a reference that does not exist on a thread.
    ///
    /// # Errors
    /// Returns an error if one of its checkpoints does not exist, or the database fails.
    pub(super) async fn check_checkpoint_ref(
        &self,
        thread_id: ThreadId,
        reference: &CheckpointRef,
    ) -> Result<(), Error> {
        let ns = reference.checkpoint_ns.as_deref().unwrap_or(ROOT);
        if let Some(id) = &reference.checkpoint_id {
            self.checkpoint_metadata(thread_id, ns, id).await?;
        }
        for (ns, id) in reference.checkpoint_map.iter().flatten() {
            if let Value::String(id) = id {
                self.checkpoint_metadata(thread_id, ns, id).await?;
            }
        }
        Ok(())
    }

    /// Finds the reference that a run starts from, and completes it: the library enters a subgraph's checkpoint from the
    /// root's, so the map has to name the checkpoints of all graphs around it.
    ///
    /// # Errors
    /// As [`Self::check_checkpoint_ref`].
    pub(super) async fn locate(
        &self,
        thread_id: ThreadId,
        mut reference: CheckpointRef,
    ) -> Result<CheckpointRef, Error> {
        self.check_checkpoint_ref(thread_id, &reference).await?;
        let (Some(ns), Some(id)) = (&reference.checkpoint_ns, &reference.checkpoint_id) else {
            // Without an id the newest checkpoint is meant, and a run begins at the root.
            reference.checkpoint_ns = None;
            return Ok(reference);
        };
        let metadata = self.checkpoint_metadata(thread_id, ns, id).await?;
        let mut map = metadata.get("parents").and_then(Value::as_object).cloned().unwrap_or_default();
        map.extend(reference.checkpoint_map.take().unwrap_or_default());
        map.insert(ns.clone(), id.clone().into());
        reference.checkpoint_map = Some(map);
        Ok(reference)
    }

    /// The metadata of a checkpoint that has to exist.
    async fn checkpoint_metadata(&self, thread_id: ThreadId, ns: &str, id: &str) -> Result<Map<String, Value>, Error> {
        match self.storage.get_checkpoint_metadata(thread_id, ns.to_owned(), id.to_owned()).await? {
            Some(metadata) => Ok(metadata.read()?),
            None => Err(not_found(thread_id, ns, id)),
        }
    }
}

/// The error for a checkpoint that a thread does not have.
pub(super) fn not_found(thread_id: ThreadId, ns: &str, id: &str) -> Error {
    let namespace = if ns == ROOT { String::new() } else { format!(" in namespace {ns:?}") };
    Error::NotFound(format!("Checkpoint {id} not found on thread {thread_id}{namespace}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &Value) -> Result<CheckpointRef, Error> {
        CheckpointRef::read(value.as_object().unwrap(), "checkpoint")
    }

    #[test]
    fn ids_are_uuids_in_their_usual_form_and_nothing_else() {
        let id = "1F1E7738-206F-6610-8001-56B3286E9349";
        let reference = read(&json!({"checkpoint_id": id, "checkpoint_map": {"": id, "x": null}})).unwrap();
        assert_eq!(reference.checkpoint_id.as_deref(), Some(id.to_lowercase().as_str()));
        assert_eq!(Value::Object(reference.checkpoint_map.unwrap()), json!({"": id.to_lowercase()}));
        for none in [json!({}), json!({"checkpoint_id": null}), json!({"checkpoint_id": "", "checkpoint_ns": ""})] {
            assert_eq!(read(&none).unwrap(), CheckpointRef::default(), "{none}");
        }
        for bad in [json!("zz"), json!(5), json!(1.5), json!(true), json!({}), json!([])] {
            let text = read(&json!({"checkpoint_id": bad})).unwrap_err().to_string();
            assert!(text.contains("checkpoint.checkpoint_id") && text.contains(&bad.to_string()), "{text}");
            let text = read(&json!({"checkpoint_map": {"sub:1": bad}})).unwrap_err().to_string();
            assert!(text.contains(r#"checkpoint.checkpoint_map["sub:1"]"#), "{text}");
        }
        assert!(read(&json!({"checkpoint_ns": 5})).unwrap_err().to_string().contains("checkpoint.checkpoint_ns is 5"));
        assert!(read(&json!({"checkpoint_map": []})).unwrap_err().to_string().contains("checkpoint.checkpoint_map"));
    }

    #[test]
    fn a_place_replaces_the_one_that_a_configuration_has() {
        let mut configurable = json!({"a": 1, "checkpoint_id": 5, "checkpoint_ns": "x"}).as_object().unwrap().clone();
        CheckpointRef { checkpoint_id: Some("i".to_owned()), ..CheckpointRef::default() }.write(&mut configurable);
        assert_eq!(Value::Object(configurable), json!({"a": 1, "checkpoint_id": "i"}));
    }
}
