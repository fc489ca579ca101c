//! How the domain's types are kept in columns.

use std::fmt;

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

use crate::domain::{
    run::{CancelAction, MultitaskStrategy, OnCompletion, RunStatus},
    thread::{ThreadStatus, TtlStrategy},
};

/// A text in a column that is none of the texts that belong there.
#[derive(Debug)]
struct UnknownName(String);

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a value of this column", self.0)
    }
}

impl std::error::Error for UnknownName {}

fn named<T>(value: ValueRef<'_>, parse: impl Fn(&str) -> Option<T>) -> FromSqlResult<T> {
    let text = value.as_str()?;
    parse(text).ok_or_else(|| FromSqlError::Other(Box::new(UnknownName(text.to_owned()))))
}

/// Columns that hold one of a set of names.
macro_rules! named_columns {
    ($($name:ident: $parse:expr, $text:expr;)*) => { $(
        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                named(value, $parse)
            }
        }
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                let text: fn(Self) -> &'static str = $text;
                Ok(text(*self).into())
            }
        }
    )* };
}

named_columns! {
    RunStatus: Self::parse, Self::as_str;
    ThreadStatus: Self::parse, Self::as_str;
    CancelAction: Self::parse, Self::as_str;
    MultitaskStrategy: Self::parse, Self::as_str;
    OnCompletion: parse_on_completion, on_completion_name;
    TtlStrategy: parse_ttl_strategy, ttl_strategy_name;
}

const fn on_completion_name(value: OnCompletion) -> &'static str {
    match value {
        OnCompletion::Delete => "delete",
        OnCompletion::Keep => "keep",
    }
}

fn parse_on_completion(text: &str) -> Option<OnCompletion> {
    [OnCompletion::Delete, OnCompletion::Keep].into_iter().find(|v| on_completion_name(*v) == text)
}

const fn ttl_strategy_name(value: TtlStrategy) -> &'static str {
    match value {
        TtlStrategy::Delete => "delete",
        TtlStrategy::KeepLatest => "keep_latest",
    }
}

fn parse_ttl_strategy(text: &str) -> Option<TtlStrategy> {
    [TtlStrategy::Delete, TtlStrategy::KeepLatest].into_iter().find(|v| ttl_strategy_name(*v) == text)
}
