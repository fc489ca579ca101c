//! An operation as checks need it: references to parameters, headers, responses and examples are resolved, those to
//! schemas are not.

use serde_json::Value;

/// One method of one path.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The short id: `create_run`.
    pub id: String,
    /// Upper case.
    pub method: String,
    /// The template, such as `/threads/{thread_id}`.
    pub path: String,
    /// The first tag: `Thread Runs`.
    pub tag: String,
    /// The part of the suite: `runs`.
    pub area: String,
    /// A few words.
    pub summary: String,
    /// Parameters of path, query and headers.
    pub parameters: Vec<Parameter>,
    /// The body, when it takes one.
    pub body: Option<RequestBody>,
    /// The documented answers, in the order of their statuses.
    pub responses: Vec<Response>,
}

impl Operation {
    /// The documented answer with this status.
    #[must_use]
    pub fn response(&self, status: u16) -> Option<&Response> {
        self.responses.iter().find(|response| response.status == status)
    }

    /// `POST /threads/{thread_id}/runs`.
    #[must_use]
    pub fn title(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// The parameters of the path.
    pub fn path_parameters(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(|parameter| parameter.place == Place::Path)
    }
}

/// Where a parameter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A variable of the path.
    Path,
    /// The query.
    Query,
    /// A header.
    Header,
}

/// A parameter.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Where it goes.
    pub place: Place,
    /// Whether a request without it is wrong.
    pub required: bool,
    /// Its schema; references point into the document.
    pub schema: Value,
    /// The example.
    pub example: Option<Value>,
}

/// The body of requests.
#[derive(Debug, Clone)]
pub struct RequestBody {
    /// Whether a request without it is wrong.
    pub required: bool,
    /// Media type, schema and examples.
    pub content: Content,
}

/// A documented answer.
#[derive(Debug, Clone)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// When it comes.
    pub description: String,
    /// Its headers.
    pub headers: Vec<Header>,
    /// Its body in each form, empty when it has none.
    pub contents: Vec<Content>,
}

impl Response {
    /// The example with this name, with the form that it belongs to.
    #[must_use]
    pub fn example(&self, name: &str) -> Option<(&Content, &Value)> {
        self.contents.iter().find_map(|content| Some((content, content.example(name)?)))
    }

    /// The form with this media type, whatever its parameters.
    #[must_use]
    pub fn content(&self, media_type: &str) -> Option<&Content> {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        self.contents.iter().find(|content| content.media_type.eq_ignore_ascii_case(essence))
    }
}

/// A header of an answer.
#[derive(Debug, Clone)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Whether an answer without it is wrong.
    pub required: bool,
    /// Its schema.
    pub schema: Value,
}

/// One form of a body.
#[derive(Debug, Clone)]
pub struct Content {
    /// Such as `application/json`.
    pub media_type: String,
    /// Its schema; references point into the document.
    pub schema: Value,
    /// The examples by name, in the order of the document.
    pub examples: Vec<(String, Value)>,
}

impl Content {
    /// The example with this name.
    #[must_use]
    pub fn example(&self, name: &str) -> Option<&Value> {
        self.examples.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }
}

/// The area that a tag belongs to.
pub(super) fn area_of(tag: &str) -> String {
    match tag {
        "Thread Runs" => "runs".into(),
        "Stateless Runs" => "stateless".into(),
        "Streaming" => "streams".into(),
        other => other.to_ascii_lowercase().replace(' ', "-"),
    }
}
