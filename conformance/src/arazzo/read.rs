//! Sends the request of a step and reads its answer: whole, until the connection is dropped on purpose, or as events.

use std::time::Duration;

use bytes::Bytes;
use futures::future::join_all;
use futures::{Stream, StreamExt};
use serde_json::Value;
use tokio::time::{Instant, timeout_at};

use super::document::{Ids, Sse};
use super::expression::Exchange;
use crate::sse::{Event, Item, Parser, increasing_ids};

/// More connections than this for one stream are a stream that repeats itself.
const CONNECTIONS_MAX: usize = 10_000;

/// Why there is no answer to judge.
#[derive(Debug)]
pub enum Trouble {
    /// The server cannot be reached, or the request cannot be written: nothing that the check is about.
    Fault(String),
    /// The server broke the answer off, or did not answer in time. What came until then is in the exchange.
    Failed(Box<(String, Exchange)>),
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// The exchange, complete. Of several connections, the last one.
    pub exchange: Exchange,
    /// The events, when it is a stream of them.
    pub events: Option<Vec<Event>>,
    /// What else was sent and received on the way.
    pub others: Vec<Exchange>,
}

/// Sends requests.
#[derive(Debug, Clone)]
pub struct Reader {
    /// The connections.
    pub http: reqwest::Client,
    /// How long an answer may take.
    pub answer_max: Duration,
}

impl Reader {
    /// Reads the whole answer, or until the connection is dropped.
    ///
    /// # Errors
    /// When there is none, or it breaks off.
    pub async fn whole(&self, mut exchange: Exchange, disconnect: Option<Duration>) -> Result<Answer, Trouble> {
        let deadline = Instant::now() + disconnect.unwrap_or(self.answer_max);
        let mut bytes = Vec::new();
        let outcome = timeout_at(deadline, async {
            let mut body = self.send(&mut exchange).await?;
            while let Some(piece) = body.next().await {
                bytes.extend_from_slice(&piece.map_err(|e| broken_off(&e))?);
            }
            Ok(())
        })
        .await;
        exchange.response.text = String::from_utf8_lossy(&bytes).into_owned();
        exchange.response.body = Some(json_or_text(&exchange.response.text)).filter(|_| !bytes.is_empty());
        match outcome {
            Ok(Ok(())) => Ok(Answer { exchange, events: None, others: Vec::new() }),
            Err(_) if disconnect.is_some() => Ok(Answer { exchange, events: None, others: Vec::new() }),
            Ok(Err(Stop::Fault(reason))) => Err(Trouble::Fault(reason)),
            Ok(Err(Stop::Failed(reason))) => Err(Trouble::Failed(Box::new((reason, exchange)))),
            Err(_) => Err(Trouble::Failed(Box::new((self.too_slow(), exchange)))),
        }
    }

    /// Reads a stream of events as `sse` says. An answer that is none is read whole.
    ///
    /// # Errors
    /// When there is none, or it breaks off.
    pub async fn events(&self, exchange: Exchange, sse: &Sse) -> Result<Answer, Trouble> {
        if let Some(every) = sse.resume_every {
            return self.resumed(exchange, every).await;
        }
        let readers = sse.readers.unwrap_or(1);
        let answers = join_all((0..readers).map(|_| self.connection(exchange.clone(), sse))).await;
        let mut answers = answers.into_iter().collect::<Result<Vec<_>, _>>()?.into_iter();
        let Some(first) = answers.next() else { return Err(Trouble::Fault("readers is 0".into())) };
        let mut answer = first.0;
        for (other, _) in answers {
            if other.events != answer.events {
                let count = |answer: &Answer| answer.events.as_ref().map_or(0, Vec::len);
                let reason = format!(
                    "readers of the same stream read different events: one {} of them, another {}",
                    count(&answer),
                    count(&other)
                );
                return Err(Trouble::Failed(Box::new((reason, other.exchange))));
            }
        }
        answer.others = Vec::new();
        Ok(answer)
    }

    /// Cuts the connection after so many events and comes back, until the stream ends.
    async fn resumed(&self, mut exchange: Exchange, every: usize) -> Result<Answer, Trouble> {
        let cut = Sse { cut_after: Some(every), ..Sse::default() };
        let (mut all, mut others) = (Vec::new(), Vec::new());
        for _ in 0..CONNECTIONS_MAX {
            let (answer, was_cut) = self.connection(exchange.clone(), &cut).await?;
            let Some(events) = answer.events else { return Ok(answer) };
            let last = events.last().map(|event| event.id.clone());
            all.extend(events);
            match last {
                Some(Some(id)) if was_cut => {
                    exchange.request.headers.retain(|(name, _)| name != "last-event-id");
                    exchange.request.headers.push(("last-event-id".into(), id));
                }
                Some(None) if was_cut => {
                    let reason = "the stream cannot be resumed: its last event has no id".to_owned();
                    return Err(Trouble::Failed(Box::new((reason, answer.exchange))));
                }
                _ => return Ok(Answer { exchange: shown(answer.exchange, &all), events: Some(all), others }),
            }
            others.push(answer.exchange);
        }
        Err(Trouble::Failed(Box::new((format!("the stream did not end in {CONNECTIONS_MAX} connections"), exchange))))
    }

    /// One connection; the flag says that it was cut, not ended by the server.
    async fn connection(&self, mut exchange: Exchange, sse: &Sse) -> Result<(Answer, bool), Trouble> {
        let deadline = Instant::now() + self.answer_max;
        let (mut events, mut text, mut cut): (Vec<Event>, Vec<u8>, bool) = Default::default();
        let outcome = timeout_at(deadline, async {
            let mut body = self.send(&mut exchange).await?;
            let mut parser = Parser::new();
            while let Some(piece) = body.next().await {
                let piece = piece.map_err(|e| broken_off(&e))?;
                text.extend_from_slice(&piece);
                for event in parser.push(&piece).into_iter().filter_map(Item::event) {
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
        match outcome {
            Ok(Ok(())) => {}
            Ok(Err(Stop::Fault(reason))) => return Err(Trouble::Fault(reason)),
            Ok(Err(Stop::Failed(reason))) => return Err(Trouble::Failed(Box::new((reason, exchange)))),
            Err(_) => return Err(Trouble::Failed(Box::new((self.too_slow(), exchange)))),
        }
        let is_stream =
            exchange.response.headers.iter().any(|(name, value)| {
                name == "content-type" && value.to_ascii_lowercase().starts_with("text/event-stream")
            });
        if is_stream {
            let exchange = shown(exchange, &events);
            return Ok((Answer { exchange, events: Some(events), others: Vec::new() }, cut));
        }
        exchange.response.body = Some(json_or_text(&exchange.response.text)).filter(|_| !text.is_empty());
        Ok((Answer { exchange, events: None, others: Vec::new() }, false))
    }

    async fn send(
        &self,
        exchange: &mut Exchange,
    ) -> Result<impl Stream<Item = Result<Bytes, reqwest::Error>> + use<>, Stop> {
        let method = exchange.method.parse().map_err(|_| Stop::Fault(format!("no method {}", exchange.method)))?;
        let mut request = self.http.request(method, &exchange.url);
        for (name, value) in &exchange.request.headers {
            request = request.header(name, value);
        }
        if exchange.request.body.is_some() {
            request = request.body(exchange.request.text.clone());
        }
        let response = request.send().await.map_err(|error| {
            if error.is_connect() || error.is_builder() {
                Stop::Fault(format!("failed to reach {}: {}", exchange.url, sources(&error)))
            } else {
                broken_off(&error)
            }
        })?;
        exchange.status = Some(response.status().as_u16());
        let headers = response.headers().iter();
        exchange.response.headers = headers
            .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        Ok(response.bytes_stream())
    }

    fn too_slow(&self) -> String {
        format!("the answer was not complete after {} ms", self.answer_max.as_millis())
    }
}

enum Stop {
    Fault(String),
    Failed(String),
}

fn broken_off(error: &reqwest::Error) -> Stop {
    Stop::Failed(format!("the connection broke off: {}", sources(error)))
}

/// An error with what is behind it.
fn sources(error: &dyn std::error::Error) -> String {
    let behind = std::iter::successors(error.source(), |error| error.source()).map(ToString::to_string);
    std::iter::once(error.to_string()).chain(behind).collect::<Vec<_>>().join(": ")
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
        return Some((format!("exactly the events {}", wanted.join(", ")), names.join(", ")));
    }
    if let Some(wanted) = &sse.in_order {
        let mut rest = names.iter();
        if let Some(missing) = wanted.iter().find(|wanted| !rest.any(|name| name == wanted)) {
            let expected = format!("the events {} in this order ({missing} is missing)", wanted.join(", "));
            return Some((expected, names.join(", ")));
        }
    }
    if let Some(name) = sse.never.iter().find(|never| names.contains(&never.as_str())) {
        return Some((format!("no event {name}"), names.join(", ")));
    }
    match sse.ids {
        Some(Ids::Increasing) => {
            increasing_ids(events).err().map(|came| ("an id for each event, above the one before".into(), came))
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
