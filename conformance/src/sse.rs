//! Server-sent events, by the rules of the HTML standard ("Server-sent events", section 9.2.6): bytes go in as they
//! come, events and comments come out.

use serde_json::{Map, Value};

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The name, `message` when the stream gave none.
    pub name: String,
    /// The `id` field of this very event. The standard lets an id last until the next one ([`Parser::last_event_id`]);
    /// a check wants to know which events have one.
    pub id: Option<String>,
    /// The data; the lines of several `data` fields are joined by a line feed.
    pub data: String,
}

impl Event {
    /// The event as expressions see it: `{"event", "id", "data"}`, the data as JSON where it is JSON, `id` only where
    /// there is one.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut object = Map::new();
        object.insert("event".into(), self.name.clone().into());
        if let Some(id) = &self.id {
            object.insert("id".into(), id.clone().into());
        }
        let data = serde_json::from_str(&self.data).unwrap_or_else(|_| self.data.clone().into());
        object.insert("data".into(), data);
        Value::Object(object)
    }
}

/// What a piece of a stream completes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// An event.
    Event(Event),
    /// A comment, without its colon. Servers send them as heartbeats.
    Comment(String),
}

impl Item {
    /// The event, when it is one.
    #[must_use]
    pub fn event(self) -> Option<Event> {
        match self {
            Self::Event(event) => Some(event),
            Self::Comment(_) => None,
        }
    }
}

/// Takes a stream in pieces of any size. Lines end with CR LF, LF or CR; a piece may end anywhere, also inside of a
/// character.
#[derive(Debug, Default)]
pub struct Parser {
    line: Vec<u8>,
    /// The last byte was CR: a LF that follows belongs to it.
    after_cr: bool,
    started: bool,
    name: String,
    id: Option<String>,
    data: Option<String>,
    last_event_id: String,
}

impl Parser {
    /// A parser at the beginning of a stream.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next piece and returns what it completes.
    pub fn push(&mut self, piece: &[u8]) -> Vec<Item> {
        let mut items = Vec::new();
        for &byte in piece {
            let after_cr = std::mem::replace(&mut self.after_cr, byte == b'\r');
            match byte {
                b'\n' if after_cr => {}
                b'\r' | b'\n' => items.extend(self.end_line()),
                _ => self.line.push(byte),
            }
        }
        items
    }

    /// The id to resume from: that of the last event that had one; empty before the first.
    #[must_use]
    pub fn last_event_id(&self) -> &str {
        &self.last_event_id
    }

    fn end_line(&mut self) -> Option<Item> {
        let bytes = std::mem::take(&mut self.line);
        let text = String::from_utf8_lossy(&bytes);
        // One byte order mark may stand at the very beginning.
        let text = if std::mem::replace(&mut self.started, true) {
            &text
        } else {
            text.strip_prefix('\u{feff}').unwrap_or(&text)
        };
        if text.is_empty() {
            return self.end_event().map(Item::Event);
        }
        if let Some(comment) = text.strip_prefix(':') {
            return Some(Item::Comment(comment.trim().to_owned()));
        }
        let (field, value) = text.split_once(':').unwrap_or((text, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.name),
            "data" => match &mut self.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                None => self.data = Some(value.to_owned()),
            },
            // An id with a NUL is ignored by the standard.
            "id" if !value.contains('\0') => self.id = Some(value.to_owned()),
            // `retry`, and fields that the standard does not have.
            _ => {}
        }
        None
    }

    fn end_event(&mut self) -> Option<Event> {
        // The id counts even when the event has no data and is not given out.
        let id = self.id.take();
        if let Some(id) = &id {
            self.last_event_id.clone_from(id);
        }
        let name = std::mem::take(&mut self.name);
        // One empty `data` field is an event, no field is none.
        let data = self.data.take()?;
        let name = if name.is_empty() { "message".to_owned() } else { name };
        Some(Event { name, id: id.filter(|id| !id.is_empty()), data })
    }
}

/// The numbers of an id `<ms>-<n>`, or the one that it ends with; `None` when there is none. They compare as the ids
/// do.
#[must_use]
pub fn id_numbers(id: &str) -> Option<(u64, u64)> {
    let of_two = |(ms, n): (&str, &str)| Some((ms.parse().ok()?, n.parse().ok()?));
    let ending = id
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(id, |at| id[at..].trim_start_matches(|c: char| !c.is_ascii_digit()));
    id.split_once('-').and_then(of_two).or_else(|| Some((0, ending.parse().ok()?)))
}

/// Whether this event only says that the stream is over. Some servers close with one, and clients pass it over; what
/// there is to say about that says the check `streams/modes/no-end-event`.
#[must_use]
pub fn is_closing(event: &Event) -> bool {
    event.name == "end"
}

/// Why the ids of a stream are not those of a resumable one: each event has one, and each is above the one before.
///
/// # Errors
/// The first place where they are not, in words.
pub fn increasing_ids(events: &[Event]) -> Result<(), String> {
    let mut last: Option<(&str, (u64, u64))> = None;
    for (index, event) in events.iter().enumerate() {
        let name = &event.name;
        let Some(id) = &event.id else { return Err(format!("event {index} ({name}) has no id")) };
        let Some(numbers) = id_numbers(id) else {
            return Err(format!("the id {id:?} of event {index} ({name}) has no number to compare"));
        };
        if let Some((before, _)) = last.filter(|(_, before)| *before >= numbers) {
            return Err(format!("the id {id:?} of event {index} ({name}) is not above {before:?}, the one before"));
        }
        last = Some((id, numbers));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn event(name: &str, id: Option<&str>, data: &str) -> Event {
        Event { name: name.into(), id: id.map(Into::into), data: data.into() }
    }

    fn parse(text: &str) -> Vec<Item> {
        Parser::new().push(text.as_bytes())
    }

    fn parse_events(text: &str) -> Vec<Event> {
        parse(text).into_iter().filter_map(Item::event).collect()
    }

    const MIXED: &str = "\u{feff}: heartbeat\r\n\r\nevent: values\r\ndata: {\"a\": \"žluť\"}\r\nid: 1-0\r\n\r\n\
        data: one\ndata:two\ndata\n\nretry: 5\nid: 2-0\n\nevent: end\rdata: x\r\rid: \ndata: y\n\ndata: unfinished";

    #[test]
    fn pieces_of_every_size_give_the_same_items() {
        let expected = vec![
            Item::Comment("heartbeat".into()),
            Item::Event(event("values", Some("1-0"), "{\"a\": \"žluť\"}")),
            Item::Event(event("message", None, "one\ntwo\n")),
            Item::Event(event("end", None, "x")),
            Item::Event(event("message", None, "y")),
        ];
        for size in 1..=MIXED.len() {
            let mut parser = Parser::new();
            let items: Vec<Item> = MIXED.as_bytes().chunks(size).flat_map(|piece| parser.push(piece)).collect();
            assert_eq!(items, expected, "in pieces of {size} bytes");
        }
    }

    #[test]
    fn lines_end_with_any_of_three() {
        let expected = vec![event("a", None, "1\n2"), event("message", None, "3")];
        for end in ["\r\n", "\n", "\r"] {
            let text = ["event: a", "data: 1", "data: 2", "", "data: 3", "", ""].join(end);
            assert_eq!(parse_events(&text), expected, "{end:?}");
        }
    }

    // The examples of the standard.
    #[test]
    fn the_standards_examples() {
        let stocks = "data: YHOO\ndata: +2\ndata: 10\n\n";
        assert_eq!(parse_events(stocks), [event("message", None, "YHOO\n+2\n10")]);

        let four = ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n";
        let mut parser = Parser::new();
        let items = parser.push(four.as_bytes());
        assert_eq!(
            items,
            [
                Item::Comment("test stream".into()),
                Item::Event(event("message", Some("1"), "first event")),
                Item::Event(event("message", None, "second event")),
                Item::Event(event("message", None, " third event")),
            ]
        );
        assert_eq!(parser.last_event_id(), "", "the second event reset it");

        // The first block is an event with empty data, and the last one is not finished.
        assert_eq!(
            parse_events("data\n\ndata\ndata\n\ndata:"),
            [event("message", None, ""), event("message", None, "\n")]
        );
        assert_eq!(parse_events("data:test\n\ndata: test\n\n"), vec![event("message", None, "test"); 2]);
    }

    #[test]
    fn an_id_lasts_until_the_next_one() {
        let mut parser = Parser::new();
        parser.push(b"id: 7\n\n");
        assert_eq!(parser.last_event_id(), "7", "an event without data still moves it");
        parser.push(b"data: x\n\nid: bad\0\ndata: y\n\n");
        assert_eq!(parser.last_event_id(), "7");
        parser.push(b"id: 8\ndata: half");
        assert_eq!(parser.last_event_id(), "7", "only an event that has ended counts");
    }

    #[test]
    fn events_as_json() {
        assert_eq!(
            event("values", Some("1-0"), "{\"a\":1}").to_json(),
            json!({"event": "values", "id": "1-0", "data": {"a": 1}})
        );
        assert_eq!(event("x", None, "plain").to_json(), json!({"event": "x", "data": "plain"}));
    }

    #[test]
    fn ids_must_increase() {
        let ids =
            |ids: &[Option<&str>]| increasing_ids(&ids.iter().map(|id| event("values", *id, "1")).collect::<Vec<_>>());
        assert_eq!(ids(&[Some("9-0"), Some("9-1"), Some("10-0")]), Ok(()));
        assert_eq!(ids(&[Some("0"), Some("9"), Some("10")]), Ok(()));
        assert!(ids(&[Some("9-1"), Some("9-1")]).unwrap_err().contains("not above"));
        assert!(ids(&[Some("9-1"), Some("8-7")]).unwrap_err().contains("not above"));
        assert!(ids(&[Some("9-1"), None]).unwrap_err().contains("no id"));
        assert_eq!(ids(&[Some("run-1_event_9"), Some("run-1_event_10")]), Ok(()));
        assert!(ids(&[Some("run_event")]).unwrap_err().contains("no number"));
    }
}
