//! Verified pairs to clusters, of which every record but one goes, and to doubtful pairs.
//!
//! A record goes only if it is a copy of the very record that stays: that it
//! resembles one that resembles another is not enough.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, hash_map};
use std::io;

use rayon::prelude::*;

use super::records::Pool;
use super::store::Details;
use super::titles::Titles;
use super::union_find::UnionFind;
use super::verify::{Relation, relation};
use super::{Settings, candidates, survivor};
use abslint_core::check::PairKind as Kind;

/// What a record is to another one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The record that is a copy, or doubtful, as an index into the entries.
    pub record: u32,
    /// The one that stays.
    pub kept: u32,
    /// What they are to each other.
    pub relation: Relation,
}

/// In a chain of copies so many records are kept before those that are left are no longer compared
/// with all of them.
const MOST_CENTRES: usize = 64;

/// So many pairs are compared by one core before it takes the next.
const PAIRS_AT_A_TIME: usize = 4096;

/// What is compared is kept of so many records, should it be compared again.
const MOST_READ: usize = 1024;

/// The records among which copies are looked for.
pub struct Search<'e> {
    /// The records.
    pub pool: Pool<'e>,
    /// The settings.
    pub settings: &'e Settings,
    /// The kinds that are asked for.
    pub kinds: &'e [Kind],
    /// Those of them for which a record is dropped.
    pub dropped: &'e [Kind],
}

impl Search<'_> {
    /// Every record that is a copy, or is doubtful, in input order; none twice.
    ///
    /// # Errors
    /// Returns an I/O error if the temporary file fails.
    pub fn pairs(&self) -> io::Result<Vec<Pair>> {
        let (exact, others) = self.exact();
        let near = if self.kinds.iter().any(|kind| *kind != Kind::Exact) {
            self.verified(&others)?
        } else {
            Vec::new()
        };
        let (copies, doubts): (Vec<Pair>, Vec<Pair>) =
            near.into_iter().partition(|pair| pair.relation.kind.is_copy());
        let copies = self.stars(&copies)?;
        let gone: HashMap<u32, Pair> = copies
            .iter()
            .filter(|pair| self.drops(pair.relation.kind))
            .map(|pair| (pair.record, *pair))
            .collect();
        // An exact copy of a record that goes is as similar to the one that stays.
        let exact = exact.into_iter().map(|pair| match gone.get(&pair.kept) {
            Some(further) => Pair {
                kept: further.kept,
                relation: Relation { similarity: further.relation.similarity, ..pair.relation },
                ..pair
            },
            None => pair,
        });
        let exact: Vec<Pair> =
            exact.filter(|pair| self.kinds.contains(&pair.relation.kind)).collect();
        let doubts = self.doubts(&doubts, &gone)?;
        let mut all = exact;
        all.extend(copies);
        // What is a copy is not doubtful too.
        let found: HashSet<u32> = all.iter().map(|pair| pair.record).collect();
        all.extend(doubts.into_iter().filter(|pair| !found.contains(&pair.record)));
        all.sort_by_key(|pair| pair.record);
        Ok(all)
    }

    fn drops(&self, kind: Kind) -> bool {
        self.dropped.contains(&kind)
    }

    /// The exact copies, and all records that are none.
    ///
    /// Records of one abstract fall apart by title. One without a title goes with the first title
    /// of its abstract.
    fn exact(&self) -> (Vec<Pair>, Vec<u32>) {
        let keys = |n: u32| self.pool.entry(n).keys.as_ref();
        let abstract_ = |n: u32| keys(n).map(|keys| keys.abstract_);
        let title = |n: u32| keys(n).and_then(|keys| keys.title);
        let mut records: Vec<u32> =
            self.pool.entries().filter(|(_, entry)| entry.keys.is_some()).map(|(n, _)| n).collect();
        records.par_sort_unstable_by_key(|n| (abstract_(*n), *n));
        let (mut pairs, mut others) = (Vec::new(), Vec::new());
        for same in records.chunk_by_mut(|a, b| abstract_(*a) == abstract_(*b)) {
            let first = same.iter().find_map(|n| title(*n));
            same.sort_unstable_by_key(|n| (title(*n).or(first), *n));
            for group in same.chunk_by_mut(|a, b| title(*a).or(first) == title(*b).or(first)) {
                survivor::sort(self.pool, group);
                let relation = Relation { kind: Kind::Exact, similarity: 1.0 };
                let new = group[1..].iter().filter(|record| !self.pool.is_known(**record));
                pairs.extend(new.map(|record| Pair { record: *record, kept: group[0], relation }));
                others.push(group[0]);
            }
        }
        others.sort_unstable();
        (pairs, others)
    }

    /// The candidates among `records` that have to do with each other, in ascending order.
    fn verified(&self, records: &[u32]) -> io::Result<Vec<Pair>> {
        let mut verified: Vec<Pair> = Vec::new();
        candidates::each_batch(self.pool, records, |pairs| {
            // Those of one cluster stand together, so that its records are read once.
            let firsts = self.connected(pairs.iter().copied());
            pairs.par_sort_unstable_by_key(|(a, b)| (firsts[*a as usize], *a, *b));
            let found: io::Result<Vec<Vec<Pair>>> =
                pairs.par_chunks(PAIRS_AT_A_TIME).map(|pairs| self.compare_all(pairs)).collect();
            verified.extend(found?.into_iter().flatten());
            Ok(())
        })?;
        let place = |pair: &Pair| (pair.kept, pair.record);
        verified.par_sort_unstable_by_key(place);
        verified.dedup_by_key(|pair| place(pair));
        Ok(verified)
    }

    /// What comes of pairs.
    fn compare_all(&self, pairs: &[(u32, u32)]) -> io::Result<Vec<Pair>> {
        let (mut found, mut read) = (Vec::new(), HashMap::new());
        for &(a, b) in pairs.iter().filter(|(_, b)| !self.pool.is_known(*b)) {
            if read.len() > MOST_READ {
                read.clear();
            }
            for n in [a, b] {
                if let hash_map::Entry::Vacant(place) = read.entry(n) {
                    place.insert(self.pool.details(n)?);
                }
            }
            let relation = self
                .relation((a, &read[&a]), (b, &read[&b]))
                .filter(|relation| self.kinds.contains(&relation.kind));
            found.extend(relation.map(|relation| Pair { record: b, kept: a, relation }));
        }
        Ok(found)
    }

    fn compare(&self, a: u32, b: u32) -> io::Result<Option<Relation>> {
        Ok(self.relation((a, &self.pool.details(a)?), (b, &self.pool.details(b)?)))
    }

    fn relation(&self, (a, one): (u32, &Details), (b, other): (u32, &Details)) -> Option<Relation> {
        // Prefaces and notices are copies if they are the same, and nothing else to each other.
        if [a, b].iter().any(|n| self.pool.entry(*n).is_notice) {
            return None;
        }
        let key = |n: u32| self.pool.entry(n).keys.as_ref().and_then(|keys| keys.title);
        let are_the_same = key(a).is_some() && key(a) == key(b);
        let titles = if are_the_same {
            Titles::Same
        } else {
            Titles::compare(one.title.as_deref(), other.title.as_deref())
        };
        relation(&one.shingles, &other.shingles, titles, self.settings.similarity)
    }

    /// Of every record, the first one that it is connected with by pairs.
    fn connected(&self, pairs: impl Iterator<Item = (u32, u32)>) -> Vec<u32> {
        let mut sets = UnionFind::of_each(self.pool.count());
        pairs.for_each(|(a, b)| sets.join(a, b));
        sets.firsts()
    }

    /// The copies of each cluster round the records that stay.
    fn stars(&self, copies: &[Pair]) -> io::Result<Vec<Pair>> {
        let known: HashMap<(u32, u32), Relation> = copies
            .iter()
            .map(|pair| ((pair.record.min(pair.kept), pair.record.max(pair.kept)), pair.relation))
            .collect();
        let wholes = self.wholes(copies);
        let stars = |cluster| self.stars_of(cluster, &known, &wholes);
        let stars: io::Result<Vec<Vec<Pair>>> =
            self.clusters(copies).into_par_iter().map(stars).collect();
        Ok(stars?.concat())
    }

    /// The records that are connected by copies, in the order of their first ones.
    fn clusters(&self, copies: &[Pair]) -> Vec<Vec<u32>> {
        let firsts = self.connected(copies.iter().map(|pair| (pair.record, pair.kept)));
        let of_pairs: BTreeSet<u32> =
            copies.iter().flat_map(|pair| [pair.record, pair.kept]).collect();
        let mut clusters: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for n in of_pairs {
            clusters.entry(firsts[n as usize]).or_default().push(n);
        }
        clusters.into_values().collect()
    }

    /// Of every cut copy the records that it is a part of.
    fn wholes(&self, copies: &[Pair]) -> HashMap<u32, Vec<u32>> {
        let mut wholes: HashMap<u32, Vec<u32>> = HashMap::new();
        for Pair { record, kept, .. } in
            copies.iter().filter(|pair| pair.relation.kind == Kind::Cut)
        {
            let (part, whole) = if self.letters(*record) < self.letters(*kept) {
                (record, kept)
            } else {
                (kept, record)
            };
            if self.letters(*part) < self.letters(*whole) && !self.pool.is_known(*part) {
                wholes.entry(*part).or_default().push(*whole);
            }
        }
        wholes
    }

    fn stars_of(
        &self,
        mut cluster: Vec<u32>,
        known: &HashMap<(u32, u32), Relation>,
        wholes: &HashMap<u32, Vec<u32>>,
    ) -> io::Result<Vec<Pair>> {
        survivor::sort(self.pool, &mut cluster);
        let (mut stars, mut centres) = (Vec::new(), 0);
        let mut left: HashSet<u32> = cluster.iter().copied().collect();
        // However little damaged a part is, it does not stay beside its whole.
        let is_whole = |n: &u32, left: &HashSet<u32>| {
            !wholes.get(n).is_some_and(|wholes| wholes.iter().any(|whole| left.contains(whole)))
        };
        while let Some(centre) = cluster.iter().position(|n| is_whole(n, &left)) {
            let kept = cluster.remove(centre);
            left.remove(&kept);
            let (mut far, compares) = (Vec::new(), centres < MOST_CENTRES);
            for &record in &cluster {
                let relation = match known.get(&(record.min(kept), record.max(kept))) {
                    Some(relation) => Some(*relation),
                    None if compares && !self.pool.is_known(record) => {
                        self.compare(kept, record)?
                    }
                    None => None,
                };
                match relation.filter(|relation| self.goes(record, kept, *relation)) {
                    Some(relation) => {
                        left.remove(&record);
                        stars.push(Pair { record, kept, relation });
                    }
                    None => far.push(record),
                }
            }
            cluster = far;
            centres += 1;
        }
        Ok(stars)
    }

    /// Whether a record goes in favour of another: never a whole text in favour of a cut one.
    fn goes(&self, record: u32, kept: u32, relation: Relation) -> bool {
        self.kinds.contains(&relation.kind)
            && relation.kind.is_copy()
            && !self.pool.is_known(record)
            && (relation.kind != Kind::Cut || self.letters(record) <= self.letters(kept))
    }

    /// Letters and digits of the abstract of a record.
    fn letters(&self, n: u32) -> u32 {
        self.pool.entry(n).completeness.letters
    }

    /// One pair for each doubtful record: with the one that is most like it. Of records that go,
    /// the one that stays is doubtful.
    fn doubts(&self, pairs: &[Pair], gone: &HashMap<u32, Pair>) -> io::Result<Vec<Pair>> {
        let doubts: io::Result<Vec<Option<Pair>>> =
            pairs.par_iter().map(|pair| self.doubt(*pair, gone)).collect();
        let mut best: BTreeMap<u32, Pair> = BTreeMap::new();
        for found in doubts?.into_iter().flatten() {
            let rank = |pair: &Pair| {
                (pair.relation.kind, Reverse((pair.relation.similarity * 1e6) as u32), pair.kept)
            };
            let known = best.entry(found.record).or_insert(found);
            if rank(&found) < rank(known) {
                *known = found;
            }
        }
        Ok(best.into_values().collect())
    }

    /// A doubtful pair between records that stay.
    fn doubt(&self, pair: Pair, gone: &HashMap<u32, Pair>) -> io::Result<Option<Pair>> {
        let staying = |n: u32| gone.get(&n).map_or(n, |pair| pair.kept);
        let mut both = [staying(pair.record), staying(pair.kept)];
        survivor::sort(self.pool, &mut both);
        let [kept, record] = both;
        if kept == record || self.pool.is_known(record) {
            return Ok(None);
        }
        let is_same = [pair.record, pair.kept].iter().all(|n| both.contains(n));
        let relation = if is_same { Some(pair.relation) } else { self.compare(kept, record)? };
        let doubtful = relation
            .filter(|relation| !relation.kind.is_copy() && self.kinds.contains(&relation.kind));
        Ok(doubtful.map(|relation| Pair { record, kept, relation }))
    }
}
