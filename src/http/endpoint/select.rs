//! Shows the selected members of a row or of each row of a list (the parameter `select`).

use serde::{
    Serialize, Serializer,
    ser::{Error as _, Impossible, SerializeMap, SerializeSeq, SerializeStruct},
};

/// A row, or a list of rows, of which only these members are shown.
pub(super) struct Selected<'a, T: ?Sized> {
    pub(super) value: &'a T,
    pub(super) names: &'a [String],
}

impl<T: Serialize + ?Sized> Serialize for Selected<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(Selecting { serializer, names: self.names })
    }
}

/// Passes on the members of a struct that are selected.
struct Selecting<'a, S> {
    serializer: S,
    names: &'a [String],
}

struct Members<'a, M> {
    map: M,
    names: &'a [String],
}

impl<M: SerializeMap> SerializeStruct for Members<'_, M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), M::Error> {
        if self.names.iter().any(|name| name == key) { self.map.serialize_entry(key, value) } else { Ok(()) }
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        self.map.end()
    }
}

struct Rows<'a, L> {
    list: L,
    names: &'a [String],
}

impl<L: SerializeSeq> SerializeSeq for Rows<'_, L> {
    type Ok = L::Ok;
    type Error = L::Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), L::Error> {
        self.list.serialize_element(&Selected { value, names: self.names })
    }

    fn end(self) -> Result<L::Ok, L::Error> {
        self.list.end()
    }
}

/// Nothing but structs has members to select; a document that asks for it fails its tests.
macro_rules! refuse {
    ($($method:ident($($argument:ty),*) -> $ok:ty;)*) => {
        $(fn $method(self, $(_: $argument),*) -> Result<$ok, S::Error> { Err(refused()) })*
    };
}

fn refused<E: serde::ser::Error>() -> E {
    E::custom("members can be selected of objects with named members only")
}

impl<'a, S: Serializer> Serializer for Selecting<'a, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Rows<'a, S::SerializeSeq>;
    type SerializeStruct = Members<'a, S::SerializeMap>;
    type SerializeTuple = Impossible<S::Ok, S::Error>;
    type SerializeTupleStruct = Impossible<S::Ok, S::Error>;
    type SerializeTupleVariant = Impossible<S::Ok, S::Error>;
    type SerializeMap = Impossible<S::Ok, S::Error>;
    type SerializeStructVariant = Impossible<S::Ok, S::Error>;

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, S::Error> {
        Ok(Members { map: self.serializer.serialize_map(None)?, names: self.names })
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Self::SerializeSeq, S::Error> {
        Ok(Rows { list: self.serializer.serialize_seq(length)?, names: self.names })
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("an optional row has no members to select"))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, _: &T) -> Result<S::Ok, S::Error> {
        Err(refused())
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<S::Ok, S::Error> {
        Err(refused())
    }

    refuse! {
        serialize_bool(bool) -> S::Ok;
        serialize_i8(i8) -> S::Ok;
        serialize_i16(i16) -> S::Ok;
        serialize_i32(i32) -> S::Ok;
        serialize_i64(i64) -> S::Ok;
        serialize_u8(u8) -> S::Ok;
        serialize_u16(u16) -> S::Ok;
        serialize_u32(u32) -> S::Ok;
        serialize_u64(u64) -> S::Ok;
        serialize_f32(f32) -> S::Ok;
        serialize_f64(f64) -> S::Ok;
        serialize_char(char) -> S::Ok;
        serialize_str(&str) -> S::Ok;
        serialize_bytes(&[u8]) -> S::Ok;
        serialize_none() -> S::Ok;
        serialize_unit() -> S::Ok;
        serialize_unit_struct(&'static str) -> S::Ok;
        serialize_unit_variant(&'static str, u32, &'static str) -> S::Ok;
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_map(Option<usize>) -> Self::SerializeMap;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Row {
        id: u32,
        #[serde(skip_serializing_if = "Option::is_none")]
        absent: Option<u32>,
        nested: Vec<Inner>,
    }

    #[derive(Serialize)]
    struct Inner {
        id: u32,
        more: bool,
    }

    fn shown(value: &impl Serialize, names: &[&str]) -> Result<String, serde_json::Error> {
        let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
        serde_json::to_string(&Selected { value, names: &names })
    }

    #[test]
    fn the_selected_members_are_shown_whole_and_in_their_own_order() {
        let row = || Row { id: 1, absent: None, nested: vec![Inner { id: 2, more: true }] };
        assert_eq!(shown(&row(), &["nested", "id", "absent"]).unwrap(), r#"{"id":1,"nested":[{"id":2,"more":true}]}"#);
        assert_eq!(shown(&[row(), row()].as_slice(), &["id"]).unwrap(), r#"[{"id":1},{"id":1}]"#);
        assert_eq!(shown(&row(), &["unknown"]).unwrap(), "{}");
        assert!(shown(&1, &["id"]).is_err());
    }
}
