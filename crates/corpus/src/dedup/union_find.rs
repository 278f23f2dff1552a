//! Which records are connected by pairs.

/// Sets of records that have none in common; at first each record is a set by itself.
///
/// A forest in which every record leads to the smallest one of its set, with paths halved on the
/// way (Tarjan and van Leeuwen, "Worst-case analysis of set union algorithms", 1984). It takes 4
/// bytes a record.
pub struct UnionFind {
    parents: Vec<u32>,
}

impl UnionFind {
    /// Those of the records below `records`.
    pub fn of_each(records: u32) -> UnionFind {
        UnionFind { parents: (0..records).collect() }
    }

    /// Makes one of the two sets that two records are in.
    pub fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.first(one), self.first(other));
        self.parents[one.max(other) as usize] = one.min(other);
    }

    /// The smallest record of the set that `n` is in.
    pub fn first(&mut self, mut n: u32) -> u32 {
        loop {
            let parent = self.parents[n as usize];
            if parent == n {
                return n;
            }
            let above = self.parents[parent as usize];
            self.parents[n as usize] = above;
            n = above;
        }
    }

    /// The smallest record of the set of every record.
    pub fn firsts(mut self) -> Vec<u32> {
        // A parent is smaller than its children, and so it leads to the first one already.
        for n in 0..self.parents.len() {
            self.parents[n] = self.parents[self.parents[n] as usize];
        }
        self.parents
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_connect_records_however_they_come() {
        for pairs in [[(1, 4), (4, 2), (5, 3)], [(5, 3), (2, 1), (1, 4)]] {
            let mut sets = UnionFind::of_each(6);
            pairs.into_iter().for_each(|(a, b)| sets.join(a, b));
            assert_eq!((sets.first(4), sets.first(5), sets.first(0)), (1, 3, 0));
            assert_eq!(sets.firsts(), [0, 1, 1, 3, 1, 3]);
        }
    }
}
