//! The band keys of all records: in memory up to a limit, and then column by column in a temporary
//! file.
//!
//! They are most of what is kept of a record, and they are looked at once: band
//! after band, each over all records. So a full block of rows goes to the file
//! as columns, and a band is read from there in one piece a block.

use std::fs::File;
use std::io::{self, Write};

use super::store::numbers;
use crate::fs::spill::read_at;

/// A row of keys for each record, all of one width.
#[derive(Debug, Default)]
pub struct Bands {
    width: usize,
    /// Keys that are kept in memory.
    limit: usize,
    /// The rows that are not in the file yet, one behind the other.
    rows: Vec<u32>,
    file: Option<File>,
    /// How many rows each block of the file has.
    blocks: Vec<usize>,
}

/// What stands for a key that is not there.
pub(super) const NO_KEY: u32 = 0;

/// Bytes of a key.
const KEY: usize = 4;

impl Bands {
    /// No rows yet; those that come have `width` keys, and `limit` bytes of them are kept in
    /// memory.
    pub fn new(limit: usize, width: usize) -> Bands {
        Bands { width, limit: limit / KEY, ..Bands::default() }
    }

    /// Keys in a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Adds the keys of the next record. Those that it lacks are no keys; one that has more than
    /// the width of a row keeps the first.
    ///
    /// # Errors
    /// Returns an I/O error if the temporary file fails.
    pub fn push(&mut self, keys: &[u32]) -> io::Result<()> {
        if self.width > 0 && self.rows.len() + self.width > self.limit.max(self.width) {
            self.spill()?;
        }
        let end = self.rows.len() + self.width;
        self.rows.extend(&keys[..keys.len().min(self.width)]);
        self.rows.resize(end, NO_KEY);
        Ok(())
    }

    fn spill(&mut self) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(tempfile::tempfile()?),
        };
        let columns =
            (0..self.width).flat_map(|band| self.rows.iter().skip(band).step_by(self.width));
        file.write_all(&columns.flat_map(|key| key.to_le_bytes()).collect::<Vec<u8>>())?;
        self.blocks.push(self.rows.len() / self.width);
        self.rows.clear();
        Ok(())
    }

    /// The keys of all records in one band, in the order of the records; a record without a key has
    /// 0.
    ///
    /// # Errors
    /// Returns an I/O error if the temporary file fails.
    pub fn column(&self, band: usize) -> io::Result<Vec<u32>> {
        let mut column = Vec::new();
        for (start, rows) in self.starts() {
            column.extend(self.read(start + band * rows, rows)?);
        }
        column.extend(self.rows.iter().skip(band).step_by(self.width.max(1)));
        Ok(column)
    }

    /// Hands on the keys of each record, in order.
    ///
    /// # Errors
    /// Returns the first error of `each`, or an I/O error if the temporary file fails.
    pub fn each(&self, mut each: impl FnMut(&[u32]) -> io::Result<()>) -> io::Result<()> {
        for (start, rows) in self.starts() {
            let block = self.read(start, rows * self.width)?;
            for row in 0..rows {
                each(&block.iter().skip(row).step_by(rows).copied().collect::<Vec<u32>>())?;
            }
        }
        self.rows.chunks(self.width.max(1)).try_for_each(each)
    }

    /// Where each block begins, in keys, and how many rows it has.
    fn starts(&self) -> impl Iterator<Item = (usize, usize)> {
        self.blocks.iter().scan(0, |end, rows| {
            let start = *end;
            *end += rows * self.width;
            Some((start, *rows))
        })
    }

    /// Keys from the file.
    fn read(&self, start: usize, count: usize) -> io::Result<Vec<u32>> {
        let mut bytes = vec![0; count * KEY];
        if let Some(file) = &self.file {
            read_at(file, &mut bytes, (start * KEY) as u64)?;
        }
        Ok(numbers(&bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_back_by_row_and_by_column_from_memory_and_from_the_file() {
        let rows: Vec<Vec<u32>> =
            (1..=50).map(|n| (0..3).map(|band| n * 10 + band).collect()).collect();
        for limit in [0, 5 * 12, 7 * 12 + 3, 1 << 20] {
            let mut bands = Bands::new(limit, 3);
            rows.iter().for_each(|row| bands.push(row).unwrap());
            assert_eq!(bands.file.is_some(), limit < 1 << 20);
            let mut read = Vec::new();
            let each = |row: &[u32]| {
                read.push(row.to_vec());
                Ok(())
            };
            bands.each(each).unwrap();
            assert_eq!(read, rows, "{limit}");
            for band in 0..3 {
                assert_eq!(
                    bands.column(band).unwrap(),
                    rows.iter().map(|row| row[band]).collect::<Vec<_>>(),
                    "{limit}"
                );
            }
        }
    }

    #[test]
    fn a_record_without_keys_has_a_row() {
        let mut bands = Bands::new(0, 2);
        [&[][..], &[1, 2], &[]].iter().for_each(|row| bands.push(row).unwrap());
        assert_eq!(
            (bands.column(0).unwrap(), bands.column(1).unwrap()),
            (vec![0, 1, 0], vec![0, 2, 0])
        );
        let mut none = Bands::new(0, 0);
        none.push(&[]).unwrap();
        assert!(none.column(0).unwrap().is_empty());
    }
}
