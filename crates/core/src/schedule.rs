//! Cron schedules: when a cron is due.
//!
//! Schedules are written as croniter reads them, which is what clients know from the reference server
//! (spec/wire.md#crons): five fields, a sixth one for the *seconds at the end*, and a seventh for the year. They are
//! put into the order and spelling of the crate `croner`, which does the rest: parsing, calendar and daylight saving
//! time.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use croner::{
    Cron,
    errors::CronError,
    parser::{CronParser, Seconds},
};

use super::time::Timestamp;

/// Longer schedules are refused, unread.
const SCHEDULE_MAX_BYTES: usize = 1_000;
/// The highest number of occurrences that is counted.
const COUNT_MAX: u32 = 1_000;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/// The reason to reject a schedule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleError {
    /// It cannot be read.
    #[error("{0}")]
    Malformed(String),
    /// There is no such time zone in the IANA database.
    #[error("there is no time zone '{0}'")]
    UnknownTimezone(String),
}

/// A schedule in a time zone.
///
/// A time of day that the zone's clocks skip is due right after the gap, and of one that they repeat only the first is
/// due. A schedule with several times a day (not one hour, one minute and one second) goes by intervals: it leaves out
/// what is skipped, and goes on through what is repeated.
#[derive(Debug, Clone)]
pub struct Schedule {
    cron: Cron,
    zone: Tz,
}

impl Schedule {
    /// Reads a schedule; without a time zone it is in UTC.
    ///
    /// # Errors
    /// As [`ScheduleError`].
    pub fn parse(schedule: &str, timezone: Option<&str>) -> Result<Self, ScheduleError> {
        let zone = match timezone {
            Some(name) => name.parse().map_err(|_| ScheduleError::UnknownTimezone(name.to_owned()))?,
            None => Tz::UTC,
        };
        let pattern = to_croner(schedule).map_err(ScheduleError::Malformed)?;
        let parser = CronParser::builder().seconds(Seconds::Required).build();
        let cron = parser.parse(&pattern).map_err(|error| ScheduleError::Malformed(error.to_string()))?;
        Ok(Self { cron, zone })
    }

    /// The first occurrence after a time; `None` when there is none any more (30 February, a year that is over).
    #[must_use]
    pub fn after(&self, time: Timestamp) -> Option<Timestamp> {
        // Whole seconds: an occurrence that has begun is over.
        let second = DateTime::<Utc>::from_timestamp(time.micros().div_euclid(1_000_000), 0)?.with_timezone(&self.zone);
        match self.cron.find_next_occurrence(&second, false) {
            Ok(next) => Some(Timestamp(next.timestamp() * 1_000_000)),
            Err(
                CronError::EmptyPattern
                | CronError::InvalidDate
                | CronError::InvalidTime
                | CronError::TimeSearchLimitExceeded
                | CronError::InvalidPattern(_)
                | CronError::IllegalCharacters(_)
                | CronError::ComponentError(_),
            ) => None,
        }
    }

    /// Returns the number of occurrences there that are after a time up to and including another; beyond a thousand
    /// they are not counted.
    #[must_use]
    pub fn count(&self, after: Timestamp, until: Timestamp) -> u32 {
        let next = |time: &Timestamp| self.after(*time).filter(|next| *next <= until);
        let found = std::iter::successors(next(&after), next).take(COUNT_MAX as usize).count();
        u32::try_from(found).unwrap_or(COUNT_MAX)
    }
}

/// Writes a schedule as `croner` reads it: seconds first, ranges that do not wrap around.
fn to_croner(schedule: &str) -> Result<String, String> {
    if schedule.len() > SCHEDULE_MAX_BYTES {
        return Err(format!("it is longer than {SCHEDULE_MAX_BYTES} bytes"));
    }
    let lower = schedule.trim().to_ascii_lowercase();
    let lower = match lower.as_str() {
        "@yearly" | "@annually" => "0 0 1 1 *",
        "@monthly" => "0 0 1 * *",
        "@weekly" => "0 0 * * 0",
        "@daily" | "@midnight" => "0 0 * * *",
        "@hourly" => "0 * * * *",
        other => other,
    };
    let fields: Vec<&str> = lower.split_whitespace().collect();
    let (minute, hour, day, month, weekday, second, year) = match fields[..] {
        [minute, hour, day, month, weekday] => (minute, hour, day, month, weekday, "0", "*"),
        [minute, hour, day, month, weekday, second] => (minute, hour, day, month, weekday, second, "*"),
        [minute, hour, day, month, weekday, second, year] => (minute, hour, day, month, weekday, second, year),
        _ => return Err(format!("it has {} fields instead of 5, 6 (seconds) or 7 (year)", fields.len())),
    };
    let number = |name, min, max| Field { name, min, max, names: &[], special: |_, _| None };
    let weekdays = Field { name: "day of week", min: 0, max: 6, names: &DAYS, special: special_weekday };
    let fields = [
        number("second", 0, 59).write(second)?,
        number("minute", 0, 59).write(minute)?,
        number("hour", 0, 23).write(hour)?,
        Field { special: special_day, ..number("day of month", 1, 31) }.write(day)?,
        Field { names: &MONTHS, ..number("month", 1, 12) }.write(month)?,
        weekdays.write(weekday)?,
        number("year", 1970, 2099).write(year)?,
    ];
    Ok(fields.join(" "))
}

/// The permitted values of a field.
struct Field {
    name: &'static str,
    min: u32,
    max: u32,
    /// Names of values, the first that of the smallest.
    names: &'static [&'static str],
    /// Translates a name that only this field has; `None` for others.
    special: fn(&Self, &str) -> Option<String>,
}

impl Field {
    fn write(&self, text: &str) -> Result<String, String> {
        let written = text
            .split(',')
            .map(|item| self.item(item).ok_or_else(|| format!("'{item}' is no {}", self.name)))
            .collect::<Result<Vec<_>, _>>()?;
        // One item that takes everything is the whole field: days of month and week are related only when neither is
        // `*`.
        Ok(if written.iter().any(|item| item == "*") { "*".to_owned() } else { written.join(",") })
    }

    fn item(&self, text: &str) -> Option<String> {
        if let Some(special) = (self.special)(self, text) {
            return Some(special);
        }
        let (range, step) = match text.split_once('/') {
            Some((range, step)) => (range, digits(step).filter(|step| *step > 0)?),
            None => (text, 1),
        };
        let stepped = text.contains('/');
        let (first, last) = match range.split_once('-') {
            Some((first, last)) => (self.value(first)?, self.value(last)?),
            None if range == "*" && !stepped => return Some("*".to_owned()),
            None if range == "*" => (self.min, self.max),
            None if stepped => (self.value(range)?, self.max),
            None => return Some(self.value(range)?.to_string()),
        };
        if first <= last {
            return Some(format!("{first}-{last}/{step}"));
        }
        // Around the end: from Friday to Monday. The values are counted through, whichever side of the end they lie on.
        let size = self.max - self.min + 1;
        let around = (first..=last + size).step_by(usize::try_from(step).ok()?);
        Some(around.map(|value| ((value - self.min) % size + self.min).to_string()).collect::<Vec<_>>().join(","))
    }

    fn value(&self, text: &str) -> Option<u32> {
        let value = match self.names.iter().position(|name| *name == text) {
            Some(index) => self.min + u32::try_from(index).ok()?,
            None => digits(text)?,
        };
        // 7 is Sunday, too.
        let max = if self.names.len() == DAYS.len() { 7 } else { self.max };
        (self.min..=max).contains(&value).then_some(value)
    }
}

fn digits(text: &str) -> Option<u32> {
    // `parse` would take a sign.
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// `?`, `l` (the last day) and `15w` (the working day that is nearest to the 15th).
fn special_day(field: &Field, text: &str) -> Option<String> {
    match text {
        "?" => Some("*".to_owned()),
        "l" => Some("L".to_owned()),
        "lw" => Some("LW".to_owned()),
        _ => Some(format!("{}W", field.value(text.strip_suffix('w')?)?)),
    }
}

/// `?`, `mon#2` (the second Monday) and `l5` (the last Friday), which other implementations write `5l`.
fn special_weekday(field: &Field, text: &str) -> Option<String> {
    if text == "?" {
        return Some("*".to_owned());
    }
    if let Some((day, nth)) = text.split_once('#') {
        let nth = digits(nth).filter(|nth| (1..=5).contains(nth))?;
        return Some(format!("{}#{nth}", field.value(day)? % 7));
    }
    let day = text.strip_prefix('l').or_else(|| text.strip_suffix('l'))?;
    Some(format!("{}L", field.value(day)? % 7))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> Timestamp {
        Timestamp(DateTime::parse_from_rfc3339(text).unwrap().timestamp_micros())
    }

    /// The first occurrences after a time, as the zone's clocks show them.
    fn next(schedule: &str, zone: &str, after: &str, count: usize) -> Vec<String> {
        let parsed = Schedule::parse(schedule, Some(zone)).unwrap_or_else(|error| panic!("{schedule}: {error}"));
        let found = std::iter::successors(parsed.after(time(after)), |time| parsed.after(*time));
        let local =
            |time: Timestamp| DateTime::<Utc>::from_timestamp_micros(time.0).unwrap().with_timezone(&parsed.zone);
        found.take(count).map(|time| local(time).format("%Y-%m-%d %H:%M:%S %z").to_string()).collect()
    }

    fn first(schedule: &str) -> String {
        let found = next(schedule, "UTC", "2026-11-27T00:43:12Z", 1);
        found[0].trim_end_matches(" +0000").to_owned()
    }

    #[test]
    fn schedules_mean_what_the_reference_says() {
        // As the reference answered to POST /runs/crons on Friday, 2026-11-27 at 00:43:12.
        for (schedule, expected) in [
            ("*/5 * * * *", "2026-11-27 00:45:00"),
            ("* * * * * 30", "2026-11-27 00:43:30"),
            ("* * * * * */15", "2026-11-27 00:43:15"),
            ("* * * * * * *", "2026-11-27 00:43:13"),
            ("0 0 1 1 * 0 2030", "2030-01-01 00:00:00"),
            ("@hourly", "2026-11-27 01:00:00"),
            ("@daily", "2026-11-28 00:00:00"),
            ("@midnight", "2026-11-28 00:00:00"),
            ("@weekly", "2026-11-29 00:00:00"),
            ("@monthly", "2026-12-01 00:00:00"),
            ("@yearly", "2027-01-01 00:00:00"),
            ("@annually", "2027-01-01 00:00:00"),
            ("* * * * MON-FRI", "2026-11-27 00:44:00"),
            ("0 0 * jan,DEC sun", "2026-12-06 00:00:00"),
            ("0 0 * * 7", "2026-11-29 00:00:00"),
            ("0 0 * * 5-7", "2026-11-28 00:00:00"),
            ("0 0 * * fri-mon", "2026-11-28 00:00:00"),
            ("0 22-2 * * *", "2026-11-27 01:00:00"),
            ("0 0 L * *", "2026-11-30 00:00:00"),
            ("0 0 l * *", "2026-11-30 00:00:00"),
            ("0 0 1,L * *", "2026-11-30 00:00:00"),
            ("0 0 15W * *", "2026-12-15 00:00:00"),
            ("0 0 * * L5", "2026-12-25 00:00:00"),
            ("0 0 * * 2#1", "2026-12-01 00:00:00"),
            ("0 0 * * mon#2", "2026-12-14 00:00:00"),
            ("0 0 ? * 1", "2026-11-30 00:00:00"),
            ("0 0 1 * ?", "2026-12-01 00:00:00"),
            ("0 0 29 2 *", "2028-02-29 00:00:00"),
            (" 0  5\t* * * ", "2026-11-27 05:00:00"),
            ("*/61 * * * *", "2026-11-27 01:00:00"),
            ("5/15 * * * *", "2026-11-27 00:50:00"),
            ("1-10/3 * * * *", "2026-11-27 01:01:00"),
            ("10-5 * * * *", "2026-11-27 00:44:00"),
            ("01 02 03 04 *", "2027-04-03 02:01:00"),
            // Day of month and day of week: either will do, unless one of them is `*`.
            ("0 0 1 * 1", "2026-11-30 00:00:00"),
            ("0 0 */2 * 1", "2026-11-29 00:00:00"),
            ("0 0 1 * */2", "2026-11-28 00:00:00"),
            ("0 0 1 * 0-6", "2026-11-28 00:00:00"),
            ("0 0 1 * *,1", "2026-12-01 00:00:00"),
        ] {
            assert_eq!(first(schedule), expected, "{schedule}");
        }
    }

    #[test]
    fn what_the_reference_refuses_is_refused() {
        let long = "1,".repeat(1_000);
        for schedule in [
            "",
            "   ",
            "zzz",
            "* * * *",
            "* * * * * * * *",
            "@reboot",
            "@every 5m",
            "? ? ? ? ?",
            "60 * * * *",
            "*/0 * * * *",
            "/5 * * * *",
            "H * * * *",
            "1,,2 * * * *",
            "a * * * *",
            "jan * * * *",
            "0 0 * * jan",
            "0 0 * * MONDAY",
            "0 0 1 janu *",
            "-1 * * * *",
            "+1 * * * *",
            "0 0 0 * *",
            "0 0 32 * *",
            "0 0 * 13 *",
            "0 0 * 0 *",
            "0 0 * * 8",
            "0 24 * * *",
            "* * * * * 60",
            "0 0 L-2 * *",
            "0 0 * * L",
            "0 0 * * 1#6",
            "0 0 * * +1",
            "1- * * * *",
            "1-2-3 * * * *",
            "1/2/3 * * * *",
            long.as_str(),
        ] {
            let refused = Schedule::parse(schedule, None);
            assert!(matches!(refused, Err(ScheduleError::Malformed(_))), "{schedule}: {refused:?}");
        }
        for zone in ["", "utc", "Mars/X", "+02:00", "europe/berlin"] {
            let refused = Schedule::parse("* * * * *", Some(zone)).unwrap_err();
            assert_eq!(refused, ScheduleError::UnknownTimezone(zone.to_owned()));
        }
    }

    #[test]
    fn what_never_comes_is_none() {
        for schedule in ["0 0 30 2 *", "0 0 31 4,6 *", "0 0 1 1 * 0 2020"] {
            assert_eq!(
                Schedule::parse(schedule, None).unwrap().after(time("2026-11-27T00:00:00Z")),
                None,
                "{schedule}"
            );
        }
    }

    #[test]
    fn an_occurrence_that_has_begun_is_over() {
        let every = Schedule::parse("* * * * * *", None).unwrap();
        assert_eq!(every.after(time("2026-11-27T00:00:00Z")), Some(time("2026-11-27T00:00:01Z")));
        assert_eq!(every.after(time("2026-11-27T00:00:00.999999Z")), Some(time("2026-11-27T00:00:01Z")));
        assert_eq!(every.count(time("2026-11-27T00:00:00Z"), time("2026-11-27T00:00:05Z")), 5);
        assert_eq!(every.count(time("2026-11-27T00:00:00Z"), time("2027-11-27T00:00:00Z")), COUNT_MAX);
    }

    #[test]
    fn a_time_that_clocks_skip_comes_right_after_the_gap() {
        // New York goes from 02:00 to 03:00 on 8 March 2026, Lord Howe from 02:00 to 02:30 on 4 October.
        let york = |schedule, after| next(schedule, "America/New_York", after, 3);
        assert_eq!(
            york("30 2 * * *", "2026-03-07T00:00:00Z"),
            ["2026-03-07 02:30:00 -0500", "2026-03-08 03:00:00 -0400", "2026-03-09 02:30:00 -0400"]
        );
        assert_eq!(
            york("*/30 * * * *", "2026-03-08T06:10:00Z"),
            ["2026-03-08 01:30:00 -0500", "2026-03-08 03:00:00 -0400", "2026-03-08 03:30:00 -0400"]
        );
        assert_eq!(
            york("0 1 * * *", "2026-03-07T00:00:00Z"),
            ["2026-03-07 01:00:00 -0500", "2026-03-08 01:00:00 -0500", "2026-03-09 01:00:00 -0400"]
        );
        assert_eq!(
            next("15 2 * * *", "Australia/Lord_Howe", "2026-10-02T12:00:00Z", 3),
            ["2026-10-03 02:15:00 +1030", "2026-10-04 02:30:00 +1100", "2026-10-05 02:15:00 +1100"]
        );
    }

    #[test]
    fn a_time_that_clocks_repeat_comes_once_and_an_interval_goes_on() {
        // New York goes from 02:00 back to 01:00 on 1 November 2026.
        let york = |schedule, after| next(schedule, "America/New_York", after, 4);
        assert_eq!(
            york("30 1 * * *", "2026-10-31T12:00:00Z"),
            [
                "2026-11-01 01:30:00 -0400",
                "2026-11-02 01:30:00 -0500",
                "2026-11-03 01:30:00 -0500",
                "2026-11-04 01:30:00 -0500"
            ]
        );
        assert_eq!(
            york("0 * * * *", "2026-11-01T04:30:00Z"),
            [
                "2026-11-01 01:00:00 -0400",
                "2026-11-01 01:00:00 -0500",
                "2026-11-01 02:00:00 -0500",
                "2026-11-01 03:00:00 -0500"
            ]
        );
        // Asked in between, and from within the second half.
        assert_eq!(york("30 1 * * *", "2026-11-01T05:45:00Z")[0], "2026-11-02 01:30:00 -0500");
        assert_eq!(york("30 1 * * *", "2026-11-01T06:10:00Z")[0], "2026-11-02 01:30:00 -0500");
        assert_eq!(york("* * * * * */30", "2026-11-01T05:59:30Z")[0], "2026-11-01 01:00:00 -0500");
    }
}
