//! Which record of one version is which of the other.
//!
//! Of the records of one id, those that hold the same are the same; the others
//! are taken in order. What is left over without a partner, with an id that
//! followed from its text, is matched by its title, if no other record has it.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::side::Seen;

/// How the records of two versions belong together, by their numbers.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Pairs {
    /// How many are in both and the same.
    pub same: usize,
    /// In both and not the same: the old one, the new one; in the order of the new ones.
    pub changed: Vec<(usize, usize)>,
    /// Only in the new version.
    pub added: Vec<usize>,
    /// Only in the old version.
    pub removed: Vec<usize>,
}

impl Pairs {
    /// Matches the records of two versions.
    pub fn of(old: &[Seen], new: &[Seen]) -> Pairs {
        let mut pairs = Pairs::default();
        let mut by_id: BTreeMap<&str, [Vec<usize>; 2]> = BTreeMap::new();
        for (side, records) in [old, new].into_iter().enumerate() {
            for (n, record) in records.iter().enumerate() {
                by_id.entry(&record.id).or_default()[side].push(n);
            }
        }
        for [of_old, of_new] in by_id.into_values() {
            pairs.of_one_id(old, new, of_old, of_new);
        }
        pairs.match_titles(old, new);
        pairs.changed.sort_by_key(|(_, new)| *new);
        pairs.added.sort_unstable();
        pairs.removed.sort_unstable();
        pairs
    }

    fn of_one_id(&mut self, old: &[Seen], new: &[Seen], of_old: Vec<usize>, of_new: Vec<usize>) {
        let mut contents: HashMap<u64, Vec<usize>> = HashMap::new();
        for n in of_old.into_iter().rev() {
            contents.entry(old[n].content).or_default().push(n);
        }
        let mut is_same =
            |n: &usize| contents.get_mut(&new[*n].content).is_some_and(|same| same.pop().is_some());
        let (same, changed_or_added): (Vec<usize>, Vec<usize>) =
            of_new.into_iter().partition(|n| is_same(n));
        self.same += same.len();
        let mut left: Vec<usize> = contents.into_values().flatten().collect();
        left.sort_unstable();
        // What could not be read has no id: two such lines have nothing to do with each other.
        let has_id = changed_or_added.first().is_some_and(|n| !new[*n].id.is_empty());
        let both = if has_id { left.len().min(changed_or_added.len()) } else { 0 };
        self.changed.extend(left.iter().copied().zip(changed_or_added.iter().copied()).take(both));
        self.removed.extend(&left[both..]);
        self.added.extend(&changed_or_added[both..]);
    }

    fn match_titles(&mut self, old: &[Seen], new: &[Seen]) {
        let unique = |records: &[Seen], among: &[usize]| -> HashMap<u64, usize> {
            let mut found: HashMap<u64, Vec<usize>> = HashMap::new();
            for n in among {
                if let Some(title) = records[*n].title {
                    found.entry(title).or_default().push(*n);
                }
            }
            found
                .into_iter()
                .filter(|(_, all)| all.len() == 1)
                .map(|(title, all)| (title, all[0]))
                .collect()
        };
        let (removed, added) = (unique(old, &self.removed), unique(new, &self.added));
        let matched: Vec<(usize, usize)> =
            removed.iter().filter_map(|(title, o)| Some((*o, *added.get(title)?))).collect();
        let (gone, come): (HashSet<usize>, HashSet<usize>) = matched.iter().copied().unzip();
        self.removed.retain(|n| !gone.contains(n));
        self.added.retain(|n| !come.contains(n));
        self.changed.extend(matched);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(id: &str, content: u64, title: u64) -> Seen {
        Seen { id: id.into(), content, title: (title > 0).then_some(title), ..Seen::default() }
    }

    #[test]
    fn records_are_matched_by_id_then_content_then_title() {
        let old = [
            seen("a", 1, 0),
            seen("b", 2, 0),
            seen("c", 3, 0),
            seen("x1", 4, 9),
            seen("d", 5, 0),
            seen("d", 6, 0),
        ];
        let new = [
            seen("d", 6, 0),
            seen("c", 30, 0),
            seen("a", 1, 0),
            seen("x2", 40, 9),
            seen("n", 7, 0),
            seen("d", 50, 0),
        ];
        let pairs = Pairs::of(&old, &new);
        assert_eq!(
            pairs,
            Pairs {
                same: 2,
                changed: vec![(2, 1), (3, 3), (4, 5)],
                added: vec![4],
                removed: vec![1]
            }
        );
    }

    #[test]
    fn a_title_that_stands_twice_and_a_line_without_an_id_match_nothing() {
        let pairs = Pairs::of(
            &[seen("a", 1, 9), seen("", 5, 0)],
            &[seen("b", 2, 9), seen("c", 3, 9), seen("", 6, 0)],
        );
        assert_eq!(
            (pairs.changed, pairs.added, pairs.removed),
            (vec![], vec![0, 1, 2], vec![0, 1])
        );
        assert_eq!(Pairs::of(&[], &[]), Pairs::default());
    }
}
