//! Tables of a page whose first row names a title and an abstract, as pandas and spreadsheets write
//! them.

use std::ops::Range;

use super::super::markup::Tree;
use super::super::markup::record::Found;
use super::super::markup::text;

/// Names of the columns of a title, of an abstract and of an id, without what is neither letter nor
/// digit.
const TITLE: [&str; 4] = ["title", "papertitle", "articletitle", "documenttitle"];
const ABSTRACT: [&str; 2] = ["abstract", "abstracttext"];
const ID: [&str; 7] = ["doi", "id", "paperid", "arxivid", "pmid", "eid", "url"];

/// The rows of the tables of a page, each with its nodes. None of a table whose rows differ in length:
/// what stands in their columns could be anything.
pub(super) fn records(tree: &Tree<'_>) -> Vec<(Range<usize>, Found)> {
    let tables = (0..tree.nodes.len()).filter(|number| tree.nodes[*number].is("table"));
    tables.filter_map(|table| of_table(tree, table)).flatten().collect()
}

fn of_table(tree: &Tree<'_>, table: usize) -> Option<Vec<(Range<usize>, Found)>> {
    let rows: Vec<(usize, Vec<usize>)> = (table + 1..tree.nodes[table].next)
        .filter(|number| tree.nodes[*number].is("tr"))
        .map(|row| (row, cells(tree, row)))
        .filter(|(_, cells)| !cells.is_empty())
        .collect();
    let ((_, header), rows) = rows.split_first()?;
    let names: Vec<String> = header.iter().map(|cell| name(tree, *cell)).collect();
    let column = |of: &[&str]| names.iter().position(|name| of.contains(&name.as_str()));
    let (title, abstract_) = (column(&TITLE)?, column(&ABSTRACT)?);
    let id = ID.iter().find_map(|id| names.iter().position(|name| name == id));
    if rows.iter().any(|(_, cells)| cells.len() != names.len()) {
        return None;
    }
    let record = |(row, cells): &(usize, Vec<usize>)| {
        let title = text::alone(tree, cells[title]).field()?;
        let abstract_ = text::alone(tree, cells[abstract_]).field();
        let id = id.and_then(|id| text::alone(tree, cells[id]).field());
        let id = id.map(|id| id.text.into_owned());
        Some((*row..tree.nodes[*row].next, Found::of(title, abstract_, id)))
    };
    Some(rows.iter().filter_map(record).collect())
}

/// The cells of a row.
fn cells(tree: &Tree<'_>, row: usize) -> Vec<usize> {
    let is_cell = |number: &usize| {
        let node = &tree.nodes[*number];
        node.parent == row && (node.is("td") || node.is("th"))
    };
    (row + 1..tree.nodes[row].next).filter(is_cell).collect()
}

/// The name of a column in lower case, without what is neither letter nor digit.
fn name(tree: &Tree<'_>, cell: usize) -> String {
    let text = text::alone(tree, cell);
    text.as_str().chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tokens;
    use super::*;

    fn read(rows: &str) -> Vec<String> {
        let page = format!("<html><body><table>{rows}</table></body></html>");
        let text = |field: Option<abslint_core::record::Field<'static>>| {
            field.map_or_else(|| "-".to_owned(), |field| field.text.into_owned())
        };
        let all = records(&tokens::tree(&page)).into_iter();
        all.map(|(_, found)| {
            let id = found.id.clone().unwrap_or_default();
            format!("{id}|{}|{}", text(found.title), text(found.abstract_))
        })
        .collect()
    }

    #[test]
    fn rows_below_the_names_of_texts_are_records() {
        let head = "<thead><tr><th></th><th>DOI</th><th>Title</th><th>Abstract</th></tr></thead>";
        let row = "<tr><th>0</th><td>10.5555/1</td><td>On lamps</td><td>They turn.</td></tr>";
        let bare = "<tr><td>1</td><td></td><td>On posts</td><td></td></tr>";
        assert_eq!(
            read(&format!("{head}<tbody>{row}{bare}</tbody>")),
            ["10.5555/1|On lamps|They turn.", "|On posts|-"]
        );
        assert_eq!(read(&format!("{head}{row}<tr><td>On posts</td></tr>")), [""; 0]);
        assert_eq!(read(row), [""; 0]);
        assert_eq!(
            read("<tr><th>Title</th><th>Year</th></tr><tr><td>a</td><td>1</td></tr>"),
            [""; 0]
        );
    }
}
