//! Drawings and schemas of graphs, kept for as long as the code is the same.

use lru::LruCache;
use parking_lot::Mutex;

use runyard_core::json::RawJson;

/// The cache key: the graph, the call and its arguments.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Question {
    /// The graph.
    pub graph_id: String,
    /// `graph.draw`, `graph.schemas` or `graph.subgraphs`.
    pub method: String,
    /// The arguments as they are sent.
    pub args: String,
}

impl Question {
    fn bytes(&self) -> usize {
        self.graph_id.len() + self.method.len() + self.args.len()
    }
}

/// The answers of the newest code, least recently used first out.
pub struct Descriptions {
    max_bytes: usize,
    kept: Mutex<Kept>,
}

struct Kept {
    /// The version of the code that they describe.
    generation: u64,
    answers: LruCache<Question, RawJson>,
    bytes: usize,
}

impl Descriptions {
    /// Keeps questions and answers of at most `max_bytes` together.
    pub fn new(max_bytes: usize) -> Self {
        Self { max_bytes, kept: Mutex::new(Kept { generation: 0, answers: LruCache::unbounded(), bytes: 0 }) }
    }

    /// The answer of a generation of the code, when it is kept.
    pub fn get(&self, generation: u64, question: &Question) -> Option<RawJson> {
        let mut kept = self.kept.lock();
        if kept.generation == generation { kept.answers.get(question).cloned() } else { None }
    }

    /// Keeps an answer. What older code said goes with the first answer of newer code, and is not taken any more.
    pub fn put(&self, generation: u64, question: Question, answer: RawJson) {
        let mut kept = self.kept.lock();
        if generation < kept.generation {
            return;
        }
        if generation > kept.generation {
            *kept = Kept { generation, answers: LruCache::unbounded(), bytes: 0 };
        }
        let size = |question: &Question, answer: &RawJson| question.bytes() + answer.get().len();
        kept.bytes += size(&question, &answer);
        if let Some((question, answer)) = kept.answers.push(question, answer) {
            kept.bytes -= size(&question, &answer);
        }
        while kept.bytes > self.max_bytes
            && let Some((question, answer)) = kept.answers.pop_lru()
        {
            kept.bytes -= size(&question, &answer);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(args: &str) -> Question {
        Question { graph_id: "g".into(), method: "m".into(), args: args.into() }
    }

    fn answer(text: &str) -> RawJson {
        RawJson::parse_text(format!("\"{text}\"")).unwrap()
    }

    #[test]
    fn what_was_asked_for_longest_ago_goes_first() {
        // Each is 2 + 1 + 5 bytes.
        let kept = Descriptions::new(16);
        kept.put(0, question("a"), answer("one"));
        kept.put(0, question("b"), answer("two"));
        assert_eq!(kept.get(0, &question("a")), Some(answer("one")));
        kept.put(0, question("c"), answer("tri"));
        assert_eq!(kept.get(0, &question("b")), None);
        assert_eq!(kept.get(0, &question("a")), Some(answer("one")));
        // The same again takes no more room.
        for _ in 0..5 {
            kept.put(0, question("a"), answer("uno"));
        }
        assert_eq!(kept.get(0, &question("a")), Some(answer("uno")));
        assert_eq!(kept.get(0, &question("c")), Some(answer("tri")));
        // What is larger than all the room is not kept, and leaves nothing behind.
        kept.put(0, question("d"), answer("much too long for this"));
        assert_eq!(kept.get(0, &question("d")), None);
        assert_eq!(kept.kept.lock().bytes, 0);
    }

    #[test]
    fn newer_code_begins_anew_and_older_code_is_not_heard() {
        let kept = Descriptions::new(100);
        kept.put(1, question("a"), answer("old"));
        assert_eq!(kept.get(2, &question("a")), None);
        kept.put(2, question("b"), answer("new"));
        assert_eq!(kept.get(1, &question("a")), None);
        kept.put(1, question("a"), answer("old"));
        assert_eq!(kept.get(2, &question("a")), None);
        assert_eq!(kept.get(1, &question("a")), None);
        assert_eq!(kept.get(2, &question("b")), Some(answer("new")));
    }
}
