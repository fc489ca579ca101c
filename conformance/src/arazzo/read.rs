//! Sends the request of a step and reads its answer: whole, until the connection is dropped on purpose, or as events.

use std::time::Duration;

use futures::future::join_all;
use serde_json::Value;
use tokio::time::{Instant, timeout_at};

use super::document::{Ids, Sse};
use super::expression::Exchange;
use crate::context::{Context, Streaming};
use crate::outcome::{CheckResult, Failure, Stop};
use crate::sse::{Event, Item, Parser, increasing_ids, is_closing};

/// How long an answer may take. Workflows have no runs that are longer.
const ANSWER_MAX: Duration = Duration::from_secs(40);
/// A stream that takes more connections than this repeats itself.
const CONNECTIONS_MAX: usize = 10_000;

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// The exchange, complete. Of several connections, the last one.
    pub exchange: Exchange,
    /// The events, when it is a stream of them.
    pub events: Option<Vec<Event>>,
    /// What keeps it from being an answer that can be judged: it broke off, or took too long.
    pub failure: Option<Failure>,
}

impl Answer {
    fn new(exchange: Exchange) -> Self {
        Self { exchange, events: None, failure: None }
    }

    fn failed(exchange: Exchange, expected: impl Into<String>, got: impl Into<String>) -> Self {
        let failure = Failure { expected: expected.into(), got: got.into(), place: None };
        Self { exchange, events: None, failure: Some(failure) }
    }
}

/// Reads the whole answer, or until the connection is dropped.
///
/// # Errors
/// When the target cannot be reached.
pub async fn whole(context: &Context, mut exchange: Exchange, disconnect: Option<Duration>) -> CheckResult<Answer> {
    let deadline = Instant::now() + disconnect.unwrap_or(ANSWER_MAX);
    let mut bytes = Vec::new();
    let outcome = timeout_at(deadline, async {
        let mut body = send(context, &mut exchange).await?;
        while let Some(piece) = body.chunk().await? {
            bytes.extend_from_slice(&piece);
        }
        Ok(())
    })
    .await;
    exchange.response.text = String::from_utf8_lossy(&bytes).into_owned();
    exchange.response.body = Some(json_or_text(&exchange.response.text)).filter(|_| !bytes.is_empty());
    answer(exchange, outcome, disconnect.is_some())
}

/// The result of reading, as an answer.
fn answer(
    exchange: Exchange,
    outcome: Result<CheckResult, tokio::time::error::Elapsed>,
    dropped: bool,
) -> CheckResult<Answer> {
    match outcome {
        Ok(Ok(())) => Ok(Answer::new(exchange)),
        Ok(Err(Stop::Fail(failure))) => Ok(Answer { failure: Some(*failure), ..Answer::new(exchange) }),
        Ok(Err(stop)) => Err(stop),
        Err(_) if dropped => Ok(Answer::new(exchange)),
        Err(_) => Ok(Answer::failed(exchange, format!("a whole answer within {ANSWER_MAX:?}"), "it was not complete")),
    }
}

/// Reads a stream of events as `sse` says. An answer that is none is read whole.
///
/// # Errors
/// When the target cannot be reached.
pub async fn events(context: &Context, exchange: Exchange, sse: &Sse) -> CheckResult<Answer> {
    if let Some(every) = sse.resume_every {
        return resumed(context, exchange, every).await;
    }
    let readers = (0..sse.readers.unwrap_or(1)).map(|_| connection(context, exchange.clone(), sse));
    let answers = join_all(readers).await.into_iter().collect::<CheckResult<Vec<_>>>()?;
    let mut answers = answers.into_iter().map(|(answer, _)| answer);
    let Some(first) = answers.next() else { return Err(Stop::fault("x-sse has 0 readers")) };
    for other in answers {
        if other.events != first.events {
            let count = |answer: &Answer| answer.events.as_ref().map_or(0, Vec::len);
            let got = format!("one read {} events, another {}", count(&first), count(&other));
            return Ok(Answer::failed(other.exchange, "the same events for all readers", got));
        }
    }
    Ok(first)
}

/// Cuts the connection after so many events and comes back, until the stream ends.
async fn resumed(context: &Context, mut exchange: Exchange, every: usize) -> CheckResult<Answer> {
    let cut = Sse { cut_after: Some(every), ..Sse::default() };
    let mut all = Vec::new();
    for _ in 0..CONNECTIONS_MAX {
        let (answer, was_cut) = connection(context, exchange.clone(), &cut).await?;
        let (None, Some(events)) = (&answer.failure, &answer.events) else { return Ok(answer) };
        let last = events.last().map(|event| event.id.clone());
        all.extend(events.iter().cloned());
        match last {
            Some(Some(id)) if was_cut => {
                exchange.request.headers.retain(|(name, _)| name != "last-event-id");
                exchange.request.headers.push(("last-event-id".into(), id));
            }
            Some(None) if was_cut => {
                return Ok(Answer::failed(answer.exchange, "an id to come back with", "the last event has none"));
            }
            _ => return Ok(Answer { exchange: shown(answer.exchange, &all), events: Some(all), failure: None }),
        }
    }
    Ok(Answer::failed(exchange, format!("an end of the stream in {CONNECTIONS_MAX} connections"), "no end"))
}

/// One connection; the flag says that it was cut, not ended by the server.
async fn connection(context: &Context, mut exchange: Exchange, sse: &Sse) -> CheckResult<(Answer, bool)> {
    let (mut events, mut text, mut cut): (Vec<Event>, Vec<u8>, bool) = Default::default();
    let outcome = timeout_at(Instant::now() + ANSWER_MAX, async {
        let mut body = send(context, &mut exchange).await?;
        let mut parser = Parser::new();
        while let Some(piece) = body.chunk().await? {
            text.extend_from_slice(&piece);
            for event in parser.push(&piece).into_iter().filter_map(Item::event) {
                if is_closing(&event) && !sse.never.contains(&event.name) {
                    continue;
                }
                cut = sse.cut_at.as_ref() == Some(&event.name);
                events.push(event);
                cut |= sse.cut_after == Some(events.len());
                if cut {
                    return Ok(());
                }
            }
        }
        Ok(())
    })
    .await;
    exchange.response.text = String::from_utf8_lossy(&text).into_owned();
    let kind = exchange.response.headers.iter().find(|(name, _)| name == "content-type");
    let is_stream = kind.is_some_and(|(_, value)| value.to_ascii_lowercase().starts_with("text/event-stream"));
    if !is_stream {
        exchange.response.body = Some(json_or_text(&exchange.response.text)).filter(|_| !text.is_empty());
        return Ok((answer(exchange, outcome, false)?, false));
    }
    let mut answer = answer(shown(exchange, &events), outcome, false)?;
    answer.events = Some(events);
    Ok((answer, cut))
}

async fn send(context: &Context, exchange: &mut Exchange) -> CheckResult<Streaming> {
    let mut call = context.request(&exchange.method, &exchange.url);
    for (name, value) in &exchange.request.headers {
        call = call.header(name, value);
    }
    if exchange.request.body.is_some() {
        call = call.bytes(exchange.request.text.clone());
    }
    let body = call.open().await?;
    exchange.status = Some(body.status());
    exchange.response.headers = body.headers().to_vec();
    Ok(body)
}

/// The body of a stream is the list of its events.
fn shown(mut exchange: Exchange, events: &[Event]) -> Exchange {
    exchange.response.body = Some(events.iter().map(Event::to_json).collect());
    exchange
}

fn json_or_text(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| text.into())
}

/// What `x-sse` asks for and the events are not; `None` when all is well.
#[must_use]
pub fn unlike(sse: &Sse, events: Option<&[Event]>) -> Option<(String, String)> {
    let Some(events) = events else {
        return Some(("a text/event-stream".into(), "another content type".into()));
    };
    let names: Vec<&str> = events.iter().map(|event| event.name.as_str()).collect();
    if let Some(wanted) = &sse.names
        && names != *wanted
    {
        return Some((format!("exactly the events [{}]", wanted.join(", ")), format!("[{}]", names.join(", "))));
    }
    if let Some(wanted) = &sse.in_order {
        let mut rest = names.iter();
        if let Some(missing) = wanted.iter().find(|wanted| !rest.any(|name| name == wanted)) {
            let expected = format!("the events {} in this order ({missing} is missing)", wanted.join(", "));
            return Some((expected, format!("[{}]", names.join(", "))));
        }
    }
    if let Some(name) = sse.never.iter().find(|never| names.contains(&never.as_str())) {
        return Some((format!("no event {name}"), format!("[{}]", names.join(", "))));
    }
    match sse.ids {
        Some(Ids::Increasing) => {
            increasing_ids(events).err().map(|got| ("an id for each event, above the one before".into(), got))
        }
        Some(Ids::None) => {
            let event = events.iter().find_map(|event| event.id.as_ref());
            event.map(|id| ("events without ids".into(), format!("an event with the id {id}")))
        }
        None => None,
    }
}

/// Events that an expression has given back, to read on from.
#[must_use]
pub fn from_json(events: &Value) -> Option<Vec<Event>> {
    let events = events.as_array()?.iter().map(|event| {
        Some(Event {
            name: event.get("event")?.as_str()?.to_owned(),
            id: event.get("id").and_then(Value::as_str).map(ToOwned::to_owned),
            data: event.get("data")?.to_string(),
        })
    });
    events.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(names: &[(&str, Option<&str>)]) -> Vec<Event> {
        let event = |(name, id): &(&str, Option<&str>)| Event {
            name: (*name).into(),
            id: id.map(Into::into),
            data: "{}".into(),
        };
        names.iter().map(event).collect()
    }

    fn sse(text: &str) -> Sse {
        serde_yaml_ng::from_str(text).unwrap()
    }

    #[test]
    fn events_are_as_asked() {
        let plain = events(&[("metadata", None), ("values", None), ("custom", None)]);
        let with_ids = events(&[("metadata", Some("1-0")), ("values", Some("1-1"))]);
        for (text, events) in [
            ("{names: [metadata, values, custom]}", &plain),
            ("{in-order: [metadata, custom]}", &plain),
            ("{never: [error]}", &plain),
            ("{ids: none}", &plain),
            ("{ids: increasing}", &with_ids),
        ] {
            assert_eq!(unlike(&sse(text), Some(events)), None, "{text}");
        }
        for (text, events) in [
            ("{names: [metadata, values]}", &plain),
            ("{names: [values, metadata, custom]}", &plain),
            ("{names: []}", &plain),
            ("{in-order: [custom, metadata]}", &plain),
            ("{in-order: [values, values]}", &plain),
            ("{never: [custom]}", &plain),
            ("{ids: increasing}", &plain),
            ("{ids: none}", &with_ids),
        ] {
            assert!(unlike(&sse(text), Some(events)).is_some(), "{text}");
        }
        assert!(unlike(&sse("{}"), None).is_some(), "a body that is no stream");
    }

    #[test]
    fn events_come_back_from_json() {
        let all = events(&[("metadata", Some("1-0")), ("values", None)]);
        let json: Value = all.iter().map(Event::to_json).collect();
        assert_eq!(from_json(&json), Some(all));
        assert_eq!(from_json(&"x".into()), None);
    }
}
