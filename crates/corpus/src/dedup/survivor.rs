//! Which record of a cluster stays.

use std::cmp::Reverse;

use super::records::Pool;

/// A text of so many percent of the letters of the longest one is whole: a few letters more may be
/// damage.
const WHOLE: u64 = 95;

/// Sorts the records of a cluster, the one to keep first: whole before cut, preferred before
/// others, then the most complete, then papers before their extended abstracts, then the least
/// damaged, then the first in input order. Those of the reference stay before all others.
pub fn sort(pool: Pool<'_>, cluster: &mut [u32]) {
    let letters = |n: u32| u64::from(pool.entry(n).completeness.letters);
    let longest = cluster.iter().map(|n| letters(*n)).max().unwrap_or(0);
    cluster.sort_by_key(|n| {
        let entry = pool.entry(*n);
        let is_whole = letters(*n) * 100 >= longest * WHOLE;
        let complete = entry.completeness;
        (
            !pool.is_known(*n),
            Reverse(is_whole),
            entry.preference,
            Reverse((complete.has_title, complete.links, complete.fields)),
            complete.is_extract,
            entry.damage,
            Reverse(complete.letters),
            *n,
        )
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dedup::records::Records;
    use crate::dedup::reference::Reference;
    use crate::dedup::{Completeness, Entry};

    fn entry(letters: u32, links: u32, damage: u32) -> Entry {
        Entry {
            completeness: Completeness { letters, links, ..Completeness::default() },
            damage,
            ..Entry::default()
        }
    }

    fn kept(entries: &[Entry]) -> u32 {
        let mut records = Records::default();
        entries.iter().for_each(|entry| records.add(entry.clone(), &[], None).unwrap());
        let mut cluster: Vec<u32> = (0..entries.len() as u32).collect();
        sort(Pool { reference: &Reference::default(), new: &records }, &mut cluster);
        cluster[0]
    }

    #[test]
    fn complete_before_undamaged_before_first() {
        assert_eq!(kept(&[entry(50, 1, 0), entry(100, 0, 5)]), 1, "a cut text is the worst");
        assert_eq!(
            kept(&[entry(99, 0, 0), entry(100, 1, 5)]),
            1,
            "a link is worth more than a blemish"
        );
        assert_eq!(
            kept(&[entry(99, 1, 1), entry(100, 1, 2)]),
            0,
            "less damage is worth more than a few letters"
        );
        assert_eq!(kept(&[entry(100, 1, 1), entry(100, 1, 1)]), 0, "the first");
    }

    #[test]
    fn an_extended_abstract_loses_a_tie() {
        let extract = |links, damage| {
            let entry = entry(100, links, damage);
            Entry { completeness: Completeness { is_extract: true, ..entry.completeness }, ..entry }
        };
        assert_eq!(kept(&[extract(1, 0), entry(100, 1, 0)]), 1);
        assert_eq!(kept(&[extract(1, 0), entry(99, 1, 2)]), 1, "the paper, with a blemish");
        assert_eq!(kept(&[extract(1, 0), entry(100, 0, 0)]), 0, "which has the link");
    }

    #[test]
    fn what_is_preferred_stays_if_it_is_whole() {
        let preferred = |letters| Entry { preference: 0, ..entry(letters, 0, 9) };
        let other = Entry { preference: 1, ..entry(100, 1, 0) };
        assert_eq!(kept(&[other.clone(), preferred(100)]), 1);
        assert_eq!(kept(&[other, preferred(50)]), 0);
    }
}
