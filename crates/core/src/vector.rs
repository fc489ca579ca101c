//! Vectors for semantic search, and their index.

use serde_json::Value;

use super::{json::RawJson, time::Timestamp};

/// The number of an index: of one configuration of embeddings. Vectors of different indexes are never compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexId(pub i64);

/// The position of an item in the list of items to index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexPlace {
    /// The index that it is of now; 0 for none.
    pub index: i64,
    /// Its namespace.
    pub namespace: Vec<String>,
    /// Its key.
    pub key: String,
}

/// An item that is to be indexed.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemToIndex {
    /// The item.
    pub place: IndexPlace,
    /// Its value.
    pub value: RawJson,
    /// The paths of the value that its put named: a list, or null for the configured ones.
    pub paths: Value,
    /// The time of the last put.
    pub updated_at: Timestamp,
}

/// An item with its vectors.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexedItem {
    /// The item.
    pub place: IndexPlace,
    /// The time of the last put when the vectors were computed. They are discarded if the item has been put again.
    pub updated_at: Timestamp,
    /// Its vectors; none when there was nothing to embed.
    pub vectors: Vec<Vec<f32>>,
}

/// The reason to reject the numbers of a vector.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum VectorError {
    /// They are too few or too many.
    #[error("the embedding gave {found} numbers, but store.index.dims is {dims}; correct dims in langgraph.json")]
    Dims {
        /// The actual number.
        found: usize,
        /// The expected number.
        dims: usize,
    },
    /// One of them is infinite or not a number.
    #[error("the embedding gave a number that is not finite")]
    NotFinite,
}

/// The same direction with length 1, so that the product of two vectors is the cosine between them. Nothing but zeros
/// stays as it is, and is like nothing.
///
/// # Errors
/// As [`VectorError`].
pub fn unit(mut numbers: Vec<f32>, dims: usize) -> Result<Vec<f32>, VectorError> {
    if numbers.len() != dims {
        return Err(VectorError::Dims { found: numbers.len(), dims });
    }
    // In double precision: squares of large numbers would overflow.
    let length = numbers.iter().map(|n| f64::from(*n).powi(2)).sum::<f64>().sqrt();
    if !length.is_finite() {
        return Err(VectorError::NotFinite);
    }
    if length > 0.0 {
        for number in &mut numbers {
            *number = (f64::from(*number) / length) as f32;
        }
    }
    Ok(numbers)
}

/// The number of independent partial sums, so that the compiler can use SIMD instructions.
const LANES: usize = 16;

/// The product of two vectors of one length.
#[must_use]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let (a, b) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    let mut sums = [0.0_f32; LANES];
    for (a, b) in a.0.iter().zip(b.0) {
        for lane in 0..LANES {
            sums[lane] += a[lane] * b[lane];
        }
    }
    sums.iter().sum::<f32>() + a.1.iter().zip(b.1).map(|(a, b)| a * b).sum::<f32>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_have_length_one_or_none() {
        let vector = unit(vec![3.0, 0.0, 4.0], 3).unwrap();
        assert_eq!(vector, [0.6, 0.0, 0.8]);
        assert!((dot(&vector, &vector) - 1.0).abs() < 1e-6);
        assert_eq!(unit(vec![1e30, 0.0], 2).unwrap(), [1.0, 0.0]);
        assert_eq!(unit(vec![0.0, 0.0], 2).unwrap(), [0.0, 0.0]);
        assert_eq!(unit(vec![1.0], 2), Err(VectorError::Dims { found: 1, dims: 2 }));
        for bad in [f32::NAN, f32::INFINITY] {
            assert_eq!(unit(vec![1.0, bad], 2), Err(VectorError::NotFinite));
        }
    }

    #[test]
    fn products_are_those_of_one_sum() {
        for length in [0, 1, 15, 16, 17, 64, 100] {
            let a: Vec<f32> = (0..length).map(|n| n as f32).collect();
            let b: Vec<f32> = (0..length).map(|n| (n % 3) as f32).collect();
            let plain: f32 = a.iter().zip(&b).map(|(a, b)| a * b).sum();
            assert_eq!(dot(&a, &b), plain, "{length}");
        }
    }
}
