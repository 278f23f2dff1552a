//! Bytes that are written once and read by their places: in memory up to a limit, and then in a
//! temporary file.

use std::fs::File;
use std::io::{self, Write};

/// A row of bytes that only grows.
#[derive(Debug, Default)]
pub struct Spill {
    limit: usize,
    /// All of them, or those that are not in the file yet.
    memory: Vec<u8>,
    file: Option<File>,
    /// Bytes in the file.
    spilled: u64,
}

impl Spill {
    /// None yet; `limit` bytes are kept in memory.
    pub fn new(limit: usize) -> Spill {
        Spill { limit, ..Spill::default() }
    }

    /// How many there are.
    pub fn length(&self) -> u64 {
        self.spilled + self.memory.len() as u64
    }

    /// Whether any of them are in a file.
    pub fn has_spilled(&self) -> bool {
        self.file.is_some()
    }

    /// Adds some; returns the place of the first of them.
    ///
    /// # Errors
    /// Returns an I/O error if the temporary file fails.
    pub fn add(&mut self, bytes: &[u8]) -> io::Result<u64> {
        let place = self.length();
        if !self.memory.is_empty() && self.memory.len() + bytes.len() > self.limit {
            let file = match &mut self.file {
                Some(file) => file,
                None => self.file.insert(tempfile::tempfile()?),
            };
            file.write_all(&self.memory)?;
            self.spilled += self.memory.len() as u64;
            self.memory.clear();
        }
        self.memory.extend_from_slice(bytes);
        Ok(place)
    }

    /// So many bytes from a place on; they may lie in the file, in memory, or across the two.
    ///
    /// # Errors
    /// Returns an I/O error if the temporary file fails, or holds fewer bytes.
    pub fn read(&self, place: u64, length: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        let in_file =
            usize::try_from(self.spilled.saturating_sub(place)).map_or(length, |n| n.min(length));
        if let Some(file) = &self.file {
            read_at(file, &mut bytes[..in_file], place)?;
        }
        let from = usize::try_from((place + in_file as u64).saturating_sub(self.spilled))
            .map_err(io::Error::other)?;
        let rest =
            self.memory.get(from..from + length - in_file).ok_or(io::ErrorKind::UnexpectedEof)?;
        bytes[in_file..].copy_from_slice(rest);
        Ok(bytes)
    }

    /// Writes all of them to `out`.
    ///
    /// # Errors
    /// Returns an I/O error if the temporary file fails, or if `out` does.
    pub fn copy_to(&self, out: &mut impl Write) -> io::Result<()> {
        /// So many bytes at a time.
        const PIECE: u64 = 1 << 20;
        for place in (0..self.length()).step_by(PIECE as usize) {
            out.write_all(&self.read(place, PIECE.min(self.length() - place) as usize)?)?;
        }
        Ok(())
    }
}

/// Fills `bytes` from the place `offset` of a file on.
///
/// # Errors
/// Returns an I/O error if the file cannot be read, or ends before.
#[cfg(unix)]
pub fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

/// A file is opened once, so that its position is what another thread reads from: it is taken in
/// turns.
#[cfg(not(unix))]
pub fn read_at(mut file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    use std::io::{Read, Seek, SeekFrom};
    static TURN: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    file.seek(SeekFrom::Start(offset))?;
    file.read_exact(bytes)?;
    file.seek(SeekFrom::End(0)).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_from_memory_from_the_file_and_from_across_the_two() {
        for limit in [0, 100, 1 << 20] {
            let mut spill = Spill::new(limit);
            let all: Vec<u8> = (0..250).collect();
            let places: Vec<u64> = all.chunks(7).map(|bytes| spill.add(bytes).unwrap()).collect();
            assert_eq!((places[3], spill.length()), (21, 250));
            for (from, to) in [(0, 250), (190, 230), (249, 250), (250, 250)] {
                assert_eq!(spill.read(from as u64, to - from).unwrap(), all[from..to]);
            }
            assert!(spill.read(249, 2).is_err());
            assert_eq!(spill.has_spilled(), limit < 250);
            let mut copy = Vec::new();
            spill.copy_to(&mut copy).unwrap();
            assert_eq!(copy, all);
        }
    }
}
