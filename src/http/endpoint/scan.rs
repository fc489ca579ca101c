//! Finds what is JSON and is not read all the same, and says where it is.

use std::fmt::Write as _;

use super::body::RawPlaces;

/// The deepest nesting that is read. More would be refused by the JSON reader as well, but only where a type looks at
/// the value.
const NESTING_MAX: usize = 127;
/// How many steps of a place are shown.
const STEPS_SHOWN_MAX: usize = 16;
/// How much of a number is repeated, in characters.
const NUMBER_MAX_CHARS: usize = 200;

/// Why a body cannot be read, and where in it; `None` when the reader's types can hold every value of it. An integer of
/// more than 64 bits would be rounded to a float without a word (spec/deviations.yaml: huge-integers), unless it is in
/// one of the `raw` places, whose text is kept.
pub(super) fn refusal(bytes: &[u8], raw: RawPlaces) -> Option<String> {
    first_fault(bytes, false, raw)
}

/// As [`refusal`], for a body that the reader has refused: also a float that is too large.
pub(super) fn refusal_of_refused(bytes: &[u8]) -> Option<String> {
    first_fault(bytes, true, &[])
}

/// One step on the way to a value, told by the position of the text that names it.
#[derive(Clone, Copy)]
enum Step {
    /// Of an object: where the member's name begins and ends, with its quotes.
    Member { start: usize, end: usize },
    /// Of an array.
    Index(usize),
}

fn first_fault(bytes: &[u8], floats: bool, raw: RawPlaces) -> Option<String> {
    let mut steps: Vec<Step> = Vec::new();
    let mut name_follows = false;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                let start = at;
                let escapes;
                (at, escapes) = end_of_string(bytes, at);
                // Elsewhere the reader decodes the text, and refuses it.
                if escapes && has_half_a_pair(&bytes[start..at]) && raw.iter().any(|way| leads_to(way, bytes, &steps)) {
                    return Some("Invalid JSON in request body".to_owned());
                }
                if name_follows && let Some(step) = steps.last_mut() {
                    *step = Step::Member { start, end: at };
                    name_follows = false;
                }
                continue;
            }
            opening @ (b'[' | b'{') => {
                name_follows = opening == b'{';
                steps.push(if name_follows { Step::Member { start: 0, end: 0 } } else { Step::Index(0) });
                if steps.len() > NESTING_MAX {
                    steps.pop();
                    return Some(format!(
                        "Invalid JSON in request body: objects and arrays can be nested at most {NESTING_MAX} deep\n\nOn instance{}",
                        shown(bytes, &steps)
                    ));
                }
            }
            b']' | b'}' => {
                steps.pop();
                name_follows = false;
            }
            b',' => match steps.last_mut() {
                Some(Step::Index(index)) => *index += 1,
                Some(Step::Member { .. }) => name_follows = true,
                None => {}
            },
            b'-' | b'0'..=b'9' => {
                let length = bytes[at..].iter().take_while(|byte| in_number(**byte)).count();
                let kept = || raw.iter().any(|way| leads_to(way, bytes, &steps));
                if let Some(why) = number_fault(&bytes[at..at + length], floats, kept) {
                    let number = String::from_utf8_lossy(&bytes[at..at + length.min(NUMBER_MAX_CHARS)]);
                    let cut = if length > NUMBER_MAX_CHARS { "..." } else { "" };
                    return Some(format!(
                        "Invalid JSON in request body: {why}; send the number as a string\n\nOn instance{}:\n    {number}{cut}",
                        shown(bytes, &steps)
                    ));
                }
                at += length;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// Whether a way is the beginning of the steps to a value.
fn leads_to(way: &[&str], bytes: &[u8], steps: &[Step]) -> bool {
    way.len() <= steps.len()
        && way.iter().zip(steps).all(|(name, step)| match step {
            Step::Index(_) => *name == "*",
            // A name with an escape is not recognised, and its value refused.
            Step::Member { start, end } => bytes.get(start + 1..end - 1) == Some(name.as_bytes()),
        })
}

/// The position after the string that begins at `start`, and whether it has an escape by number.
fn end_of_string(bytes: &[u8], start: usize) -> (usize, bool) {
    let mut at = start + 1;
    let mut escapes = false;
    while at < bytes.len() && bytes[at] != b'"' {
        if bytes[at] == b'\\' {
            escapes |= bytes.get(at + 1) == Some(&b'u');
            at += 1;
        }
        at += 1;
    }
    ((at + 1).min(bytes.len()), escapes)
}

/// Whether an escape in a string literal is one half of a surrogate pair without the other: no text has that.
fn has_half_a_pair(literal: &[u8]) -> bool {
    let unit = |at: usize| {
        let digits = literal.get(at..at + 6)?.strip_prefix(b"\\u")?;
        u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    };
    let mut at = 0;
    while at < literal.len() {
        at += match (unit(at), unit(at + 6)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 12,
            (Some(0xD800..=0xDFFF), _) => return true,
            (Some(_), _) => 6,
            (None, _) if literal[at] == b'\\' => 2,
            (None, _) => 1,
        };
    }
    false
}

const fn in_number(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-')
}

/// Why a number cannot be read. `kept` says whether its place keeps the text.
fn number_fault(number: &[u8], floats: bool, kept: impl Fn() -> bool) -> Option<&'static str> {
    // Up to eighteen digits always fit; more than that a float needs an exponent.
    let has_exponent = || number.iter().any(|byte| matches!(byte, b'e' | b'E'));
    if number.len() < 19 && !floats && !has_exponent() {
        return None;
    }
    let text = std::str::from_utf8(number).ok()?;
    if text.contains(['.', 'e', 'E']) {
        let infinite = text.parse::<f64>().is_ok_and(f64::is_infinite) && (floats || kept());
        return infinite.then_some("a number is larger than a 64-bit float can be");
    }
    let fits = text.len() < 19 || text.parse::<i64>().is_ok() || text.parse::<u64>().is_ok() || kept();
    (!fits).then_some("an integer has more than 64 bits")
}

/// A place as the messages of the schema write it: `["input"]["messages"][0]`.
fn shown(bytes: &[u8], steps: &[Step]) -> String {
    let mut place = String::new();
    for step in steps.iter().take(STEPS_SHOWN_MAX) {
        match step {
            Step::Member { start, end } => {
                let name = String::from_utf8_lossy(&bytes[*start..*end]);
                let read = serde_json::from_str::<String>(&name).unwrap_or_else(|_| name.into_owned());
                let _ = write!(place, "[{read:?}]");
            }
            Step::Index(index) => {
                let _ = write!(place, "[{index}]");
            }
        }
    }
    if steps.len() > STEPS_SHOWN_MAX {
        place.push_str("...");
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_types_can_hold_is_not_refused() {
        for fine in [
            "18446744073709551615",
            "-9223372036854775808",
            "1.5e300",
            "123456789012345678901.5",
            r#"[1e30, "\"9"]"#,
            r#"{"a": "99999999999999999999999"}"#,
            r#"{"a[[[": [[1], {"b": "]}"}], "c": []}"#,
            "\"\\",
            "]]]1,",
            "{1}",
            "",
        ] {
            assert_eq!(refusal(fine.as_bytes(), &[]), None, "{fine}");
            assert_eq!(refusal_of_refused(fine.as_bytes()), None, "{fine}");
        }
        let deepest = format!("{}{}", "[".repeat(NESTING_MAX), "]".repeat(NESTING_MAX));
        assert_eq!(refusal(format!("[{}]", [&deepest[1..deepest.len() - 1]; 3].join(",")).as_bytes(), &[]), None);
    }

    #[test]
    fn what_they_cannot_hold_is_named_with_its_place() {
        let told = |text: &str| refusal(text.as_bytes(), &[]).unwrap();
        let integer = "Invalid JSON in request body: an integer has more than 64 bits; send the number as a string\n\nOn instance";
        for (text, place) in [
            ("-9223372036854775809", ":\n    -9223372036854775809"),
            (
                r#"{"b": 1, "a\"": [0, {"x": [], "y": 18446744073709551616}]}"#,
                "[\"a\\\"\"][1][\"y\"]:\n    18446744073709551616",
            ),
            (
                r#"[{"a": "b", "c": {"d": "]"}}, {"e": 1}, -18446744073709551616, {}]"#,
                "[2]:\n    -18446744073709551616",
            ),
        ] {
            assert_eq!(told(text), format!("{integer}{place}"));
        }
        assert!(told(&"9".repeat(5000)).ends_with(&format!("{}...", "9".repeat(NUMBER_MAX_CHARS))));
        let deep = told(&format!(r#"{{"input": {}1{}}}"#, "[".repeat(5000), "]".repeat(5000)));
        assert_eq!(
            deep,
            format!(
                "Invalid JSON in request body: objects and arrays can be nested at most 127 deep\n\nOn instance[\"input\"]{}...",
                "[0]".repeat(STEPS_SHOWN_MAX - 1)
            )
        );
        assert_eq!(refusal(br#"{"a": 1e400}"#, &[]), None, "only where a type looks at it");
        assert_eq!(
            refusal_of_refused(br#"{"a": [1e400]}"#).unwrap(),
            "Invalid JSON in request body: a number is larger than a 64-bit float can be; send the number as a string\n\nOn \
             instance[\"a\"][0]:\n    1e400"
        );
    }

    #[test]
    fn integers_of_any_length_are_taken_where_the_text_is_kept() {
        const RAW: RawPlaces = &[&["input"], &["steps", "*", "values"]];
        let huge = "9".repeat(40);
        for fine in
            ["{\"input\": #}", "{\"input\": {\"a\": [#]}}", "{\"x\": 1, \"steps\": [{}, {\"values\": [{\"y\": #}]}]}"]
        {
            assert_eq!(refusal(fine.replace('#', &huge).as_bytes(), RAW), None, "{fine}");
            assert!(refusal(fine.replace('#', &huge).as_bytes(), &[]).is_some(), "{fine}");
        }
        for infinite in ["1e400".to_owned(), "-1.5E999".to_owned(), format!("{}.5", "9".repeat(400))] {
            let told = refusal(format!(r#"{{"input": [{infinite}]}}"#).as_bytes(), RAW).unwrap();
            assert!(told.contains("larger than a 64-bit float can be"), "{told}");
        }
        for (text, refused) in [
            (r#""\ud83d\ude00""#, false),
            (r#""\\ud800""#, false),
            (r#""\ud800""#, true),
            (r#""\udc00\ud800""#, true),
            (r#"{"\ud83dx": 1}"#, true),
        ] {
            assert_eq!(refusal(format!(r#"{{"input": {text}}}"#).as_bytes(), RAW).is_some(), refused, "{text}");
            assert_eq!(refusal(format!(r#"{{"other": {text}}}"#).as_bytes(), RAW), None, "{text}");
        }
        for refused in
            ["#", "{\"inputs\": #}", "{\"a\": {\"input\": #}}", "{\"steps\": {\"values\": #}}", "{\"steps\": [#]}"]
        {
            assert!(refusal(refused.replace('#', &huge).as_bytes(), RAW).is_some(), "{refused}");
        }
    }
}
