//! The dimensions of a `memoryview` beyond its first.

/// How many items there are along each dimension but the first, along which a view counts by itself. The items of these
/// follow one another without gaps, the last dimension's nearest.
#[derive(Clone, PartialEq)]
pub(super) struct Dimensions(Option<Box<[usize]>>);

impl Dimensions {
    /// Of a view of one dimension.
    pub fn one() -> Dimensions {
        Dimensions(Some(Box::default()))
    }

    /// Those of this shape, which may be that of a single item.
    pub fn of(shape: &[usize]) -> Dimensions {
        Dimensions(shape.split_first().map(|(_, further)| further.into()))
    }

    /// How many there are, the first among them.
    pub fn count(&self) -> usize {
        self.0.as_ref().map_or(0, |further| further.len() + 1)
    }

    /// How many items there are for each of the first dimension.
    pub fn items(&self) -> usize {
        self.0.iter().flatten().product()
    }

    /// The number of items along each dimension, with `first` along the first.
    pub fn shape(&self, first: usize) -> Vec<usize> {
        match &self.0 {
            Some(further) => std::iter::once(first).chain(further.iter().copied()).collect(),
            None => Vec::new(),
        }
    }

    /// From one item to the next along each dimension, for items of `size` and `first` along the first dimension.
    pub fn strides(&self, size: usize, first: isize) -> Vec<isize> {
        let Some(further) = &self.0 else { return Vec::new() };
        let mut strides: Vec<isize> = further
            .iter()
            .rev()
            .scan(size, |stride, &count| Some(std::mem::replace(stride, *stride * count) as isize))
            .collect();
        strides.push(first);
        strides.reverse();
        strides
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_and_strides_go_with_one_another() {
        let three = Dimensions::of(&[2, 3, 4]);
        assert_eq!((three.count(), three.items()), (3, 12));
        assert_eq!(three.shape(2), [2, 3, 4]);
        assert_eq!(three.strides(8, 96), [96, 32, 8]);
        let one = Dimensions::one();
        assert_eq!((one.count(), one.items(), one.shape(5)), (1, 1, vec![5]));
        assert_eq!(one.strides(2, -2), [-2]);
        let none = Dimensions::of(&[]);
        assert_eq!((none.count(), none.items(), none.shape(1)), (0, 1, vec![]));
        assert_eq!(none.strides(2, 2), []);
    }
}
