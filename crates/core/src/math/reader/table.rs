//! Environments whose rows have cells.

use super::super::tree::{Item, Row, Table};
use super::{End, Obstacle, Reader, names};

impl Reader<'_> {
    /// Behind `\begin`: the environment up to its `\end`.
    pub(super) fn environment(&mut self, name: &str) -> Result<Item, Obstacle> {
        let environment = self.raw_argument(name)?;
        let brackets = brackets(environment.trim_end_matches('*'))
            .ok_or_else(|| Obstacle::Environment(environment.to_owned()))?;
        if matches!(environment, "array" | "tabular") {
            self.raw_argument(name)?;
        }
        let rows = self.deeper(Self::rows)?;
        if names::command(self.rest()) != Some("end") {
            return Err(Obstacle::Unpaired("environments"));
        }
        self.at += r"\end".len();
        if self.raw_argument("end")? != environment {
            return Err(Obstacle::Unpaired("environments"));
        }
        Ok(Item::Table(Table { brackets, rows }))
    }

    /// `\substack{a\\b}`.
    pub(super) fn stack(&mut self, name: &str) -> Result<Item, Obstacle> {
        self.skip_space();
        if !self.eat("{") {
            return Err(Obstacle::Bare(name.to_owned()));
        }
        let rows = self.deeper(Self::rows)?;
        if !self.eat("}") {
            return Err(Obstacle::Unpaired("braces"));
        }
        Ok(Item::Table(Table { brackets: ("", ""), rows }))
    }

    fn rows(&mut self) -> Result<Vec<Vec<Row>>, Obstacle> {
        let mut rows = vec![Vec::new()];
        loop {
            let cell = self.row(End::Cell)?;
            if let Some(row) = rows.last_mut() {
                row.push(cell);
            }
            if self.eat("&") {
                continue;
            }
            if !self.eat(r"\\") {
                break;
            }
            self.eat("*");
            self.skip_space();
            rows.push(Vec::new());
        }
        // `\\` behind the last row begins no other.
        rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        Ok(rows)
    }
}

fn brackets(environment: &str) -> Option<(&'static str, &'static str)> {
    Some(match environment {
        "cases" | "dcases" | "Bmatrix" => ("{", "}"),
        "pmatrix" => ("(", ")"),
        "bmatrix" => ("[", "]"),
        "vmatrix" => ("|", "|"),
        "Vmatrix" => ("‖", "‖"),
        "matrix" | "smallmatrix" | "array" | "align" | "aligned" | "alignat" | "equation"
        | "gather" | "gathered" | "split" | "eqnarray" | "multline" | "displaymath" | "math"
        | "subequations" | "flalign" => ("", ""),
        _ => return None,
    })
}
