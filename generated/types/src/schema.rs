//! What the types' descriptions are made with (feature `schemars`). A description says what serde reads and writes:
//! which members there are, which must be there, and which may be `null`. Limits such as `minimum` and texts for
//! readers are the document's alone.

use std::marker::PhantomData;

pub use schemars::r#gen::SchemaGenerator;
use schemars::{
    JsonSchema,
    schema::{InstanceType, ObjectValidation, Schema, SchemaObject, SubschemaValidation},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{RawJson, Timestamp};

/// A type with its name in the document.
#[derive(Clone, Copy, Debug)]
pub struct Described {
    /// The name of the component.
    pub component: &'static str,
    /// The description itself, rather than a reference to it.
    pub describe: fn(&mut SchemaGenerator) -> Schema,
    /// Reads a value as the type and writes it again.
    pub round_trip: fn(&Value) -> serde_json::Result<Value>,
}

impl Described {
    pub(crate) const fn of<T: JsonSchema + Serialize + DeserializeOwned>(component: &'static str) -> Self {
        Self {
            component,
            describe: T::json_schema,
            round_trip: |value| serde_json::to_value(serde_json::from_str::<T>(&value.to_string())?),
        }
    }
}

/// The description of a struct, member by member.
pub(crate) struct Members<'a, S> {
    generator: &'a mut SchemaGenerator,
    object: ObjectValidation,
    of: PhantomData<S>,
}

impl<'a, S> Members<'a, S> {
    pub(crate) fn new(generator: &'a mut SchemaGenerator) -> Self {
        Self { generator, object: ObjectValidation::default(), of: PhantomData }
    }

    /// A member that must be there. The closure is never called: it names the field, and with it the type.
    pub(crate) fn required<T: JsonSchema>(mut self, name: &str, field: fn(&S) -> &T) -> Self {
        self.object.required.insert(name.to_owned());
        self.member(name, field)
    }

    /// A member that may be absent. It may be `null` only if what the `Option` holds may.
    pub(crate) fn optional<T: JsonSchema>(self, name: &str, _field: fn(&S) -> &Option<T>) -> Self {
        self.member::<T>(name, |_| unreachable!("only the type matters"))
    }

    /// The members beyond the named ones: what the flattened map allows.
    pub(crate) fn extra<T: JsonSchema>(mut self, _field: fn(&S) -> &T) -> Self {
        let Schema::Object(map) = T::json_schema(self.generator) else {
            unreachable!("a map is described as an object")
        };
        self.object.additional_properties = map.object.and_then(|object| object.additional_properties);
        self
    }

    pub(crate) fn finish(self) -> Schema {
        let object = Some(Box::new(self.object));
        SchemaObject { instance_type: Some(InstanceType::Object.into()), object, ..SchemaObject::default() }.into()
    }

    fn member<T: JsonSchema>(mut self, name: &str, _field: fn(&S) -> &T) -> Self {
        let schema = self.generator.subschema_for::<T>();
        self.object.properties.insert(name.to_owned(), schema);
        self
    }
}

/// The description of an untagged enum.
pub(crate) struct Alternatives<'a, U> {
    generator: &'a mut SchemaGenerator,
    list: Vec<Schema>,
    of: PhantomData<U>,
}

impl<'a, U> Alternatives<'a, U> {
    pub(crate) fn new(generator: &'a mut SchemaGenerator) -> Self {
        Self { generator, list: Vec::new(), of: PhantomData }
    }

    /// One more alternative, by the variant that holds it.
    pub(crate) fn or<T: JsonSchema>(mut self, _variant: fn(T) -> U) -> Self {
        self.list.push(self.generator.subschema_for::<T>());
        self
    }

    pub(crate) fn finish(self) -> Schema {
        let subschemas = SubschemaValidation { any_of: Some(self.list), ..SubschemaValidation::default() };
        SchemaObject { subschemas: Some(Box::new(subschemas)), ..SchemaObject::default() }.into()
    }
}

/// The description of an enum, from how serde writes its values.
pub(crate) fn values<E: Serialize>(all: &[E]) -> Schema {
    let values = all.iter().map(|value| serde_json::to_value(value).expect("a unit variant is a string")).collect();
    let instance_type = Some(InstanceType::String.into());
    SchemaObject { instance_type, enum_values: Some(values), ..SchemaObject::default() }.into()
}

impl JsonSchema for RawJson {
    fn is_referenceable() -> bool {
        false
    }

    fn schema_name() -> String {
        "RawJson".to_owned()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        Schema::Bool(true)
    }
}

impl JsonSchema for Timestamp {
    fn is_referenceable() -> bool {
        false
    }

    fn schema_name() -> String {
        "Timestamp".to_owned()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let instance_type = Some(InstanceType::String.into());
        SchemaObject { instance_type, format: Some("date-time".to_owned()), ..SchemaObject::default() }.into()
    }
}
