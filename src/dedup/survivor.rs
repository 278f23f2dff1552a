//! Which record of a cluster stays.

use std::cmp::Reverse;

use super::{Cluster, Entry};

/// The most complete, then the least damaged, then the first in input order. `group` is in input order.
pub fn choose(entries: &[Entry], group: Vec<usize>) -> Cluster {
    let rank = |n: &usize| (entries[*n].completeness, Reverse(entries[*n].damage), Reverse(*n));
    let survivor = group.iter().copied().max_by_key(rank).unwrap_or_default();
    Cluster { survivor, copies: group.into_iter().filter(|n| *n != survivor).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dedup::Completeness;

    #[test]
    fn complete_before_undamaged_before_first() {
        let entry = |links, damage| Entry {
            file: 0,
            record: 0,
            line: 1,
            id: String::new(),
            title: None,
            keys: None,
            completeness: Completeness { links, ..Completeness::default() },
            damage,
        };
        let kept = |entries: &[Entry]| choose(entries, (0..entries.len()).collect()).survivor;
        assert_eq!(kept(&[entry(0, 0), entry(1, 5)]), 1, "a link is worth more than a blemish");
        assert_eq!(kept(&[entry(1, 2), entry(1, 1)]), 1, "less damage");
        assert_eq!(kept(&[entry(1, 1), entry(1, 1)]), 0, "the first");
    }
}
