//! Identifiers and how they are made (spec/wire.md#general).

pub use runyard_types::{AssistantId, CronId, RunId, ThreadId};
use uuid::Uuid;

/// The namespace under which a graph's system assistant gets its id; the same on every server of this API.
const ASSISTANT_NAMESPACE: Uuid = Uuid::from_u128(0x6ba7_b821_9dad_11d1_80b4_00c0_4fd4_30c8);

/// The id of a graph's system assistant: UUIDv5 of the graph id.
#[must_use]
pub fn system_assistant_id(graph_id: &str) -> AssistantId {
    AssistantId::from_uuid(Uuid::new_v5(&ASSISTANT_NAMESPACE, graph_id.as_bytes()))
}

/// A new checkpoint id: UUIDv6, which sorts by time; the clock sequence carries the superstep, as langgraph's own ids
/// do.
#[must_use]
pub fn new_checkpoint_id(step: i64) -> Uuid {
    let clock_sequence = (step.rem_euclid(1 << 14)) as u16;
    let (seconds, nanos) = {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        (now.as_secs(), now.subsec_nanos())
    };
    let node = Uuid::new_v4().as_bytes()[10..16].try_into().expect("six bytes");
    Uuid::new_v6(uuid::Timestamp::from_unix_time(seconds, nanos, u128::from(clock_sequence), 14), &node)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn system_assistants_have_the_reference_ids() {
        // Observed: the assistant that the reference made for the graph `steps`.
        assert_eq!(system_assistant_id("steps").to_string(), "01d10e59-d4b4-51ec-8e94-9b2716b34de8");
    }

    #[test]
    fn checkpoint_ids_are_version_6_and_sort_by_time() {
        let first = new_checkpoint_id(-1);
        std::thread::yield_now();
        let second = new_checkpoint_id(0);
        assert_eq!(first.get_version_num(), 6);
        assert!(first.as_u128() >> 64 <= second.as_u128() >> 64);
    }
}
