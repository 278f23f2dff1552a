//! Markdown in a text: emphasis, code, headings and the marks of lists.
//!
//! What is marked is told by pairs of marks at the edges of words (J. MacFarlane, *CommonMark*,
//! section 6.2, of which this is the cautious half): `5 * 3 * 2`, `**kwargs`, `snake_case`, `A*`
//! and the stars of footnotes are none.

use crate::span::Span;

/// Marked text is no longer than this, in bytes.
const LONGEST: usize = 120;

/// Words between single stars; more are hardly emphasised.
const WORDS: usize = 6;

/// Marks of Markdown with what each stands for, in order of place.
pub fn marks(text: &str) -> Vec<(Span, String)> {
    let mut found = headings(text);
    let mut at = 0;
    // Whether a word before this one has a letter of an acronym marked: `**R**ainy`.
    let mut marks_letters = false;
    while let Some(len) = text[at..].find(['*', '`']) {
        at += len;
        let mark = match text.as_bytes()[at] {
            b'*' => emphasis(text, at, marks_letters).or_else(|| nested(text, at)),
            _ => code(text, at),
        };
        at = mark.as_ref().map_or_else(|| behind_run(text, at), |(span, _)| span.end());
        let is_in_word = mark.is_some() && text[at..].starts_with(char::is_lowercase);
        marks_letters |= is_in_word;
        found.extend(mark);
    }
    found.sort_by_key(|(span, _)| *span);
    found.dedup_by(|later, first| later.0.start() < first.0.end());
    found
}

/// The byte behind all marks of one kind that stand here.
fn behind_run(text: &str, at: usize) -> usize {
    let mark = text.as_bytes()[at];
    at + text.as_bytes()[at..].iter().take_while(|byte| **byte == mark).count()
}

/// `*x*`, `**x**`, `***x***`
fn emphasis(text: &str, at: usize, marks_letters: bool) -> Option<(Span, String)> {
    let start = behind_run(text, at);
    let marks = &text[at..start];
    let room = &text[start..text.floor_char_boundary(start + LONGEST)];
    let len = room.find('*').filter(|len| *len > 0)?;
    let (inner, end) = (&room[..len], start + len + marks.len());
    if marks.len() > 3 || behind_run(text, start + len) != end {
        return None;
    }
    let opens_word = text[..at]
        .chars()
        .next_back()
        .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '‘' | '—' | '–'));
    let ends_word = text[end..]
        .chars()
        .next()
        .is_none_or(|c| c.is_whitespace() || ".,;:!?)]\"”’—–-".contains(c));
    let stands_alone = opens_word && ends_word && is_marked(inner, marks.len());
    let is_in_word = || {
        let is_end = marks_letters && is_end_of_word(text, at, end);
        let is_letters = inner.chars().all(char::is_alphabetic);
        marks.len() == 2 && is_letters && (is_end || is_part_of_word(text, at, end, inner))
    };
    if !stands_alone && !is_in_word() {
        return None;
    }
    Some((Span::new(text, at, end)?, inner.to_owned()))
}

/// `***R**ainy **N**et*`: an emphasis that begins with a stronger one.
fn nested(text: &str, at: usize) -> Option<(Span, String)> {
    /// In bytes.
    const LONGEST_NAME: usize = 250;
    let room = &text[at..text.floor_char_boundary(at + LONGEST_NAME)];
    let opens = text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || c == '(');
    if !opens || behind_run(room, 0) != 3 || !room[3..].starts_with(char::is_alphabetic) {
        return None;
    }
    let mut strong = 1;
    let mut from = 3;
    let end = loop {
        let star = from + room[from..].find('*')?;
        from = behind_run(room, star);
        match from - star {
            2 => strong += 1,
            1 => break star,
            _ => return None,
        }
    };
    let inner = room[1..end].replace("**", "");
    let closes =
        room[from..].chars().next().is_none_or(|c| c.is_whitespace() || ",.;:!?)".contains(c));
    let is_whole = strong % 2 == 0 && closes && !inner.contains(['\n', '=', '\\', '$']);
    if !is_whole {
        return None;
    }
    Some((Span::new(text, at, at + from)?, inner))
}

/// `**R**ainy **Net**`: letters of a word that are marked because they make an acronym.
fn is_part_of_word(text: &str, at: usize, end: usize, inner: &str) -> bool {
    // `a**b**c` is a power.
    let shortest = if text[..at].ends_with(char::is_alphabetic) { 4 } else { 3 };
    let is_word = |c: &char| c.is_alphabetic() || matches!(c, '*' | '-');
    let letters = |chars: &mut dyn Iterator<Item = char>| {
        chars.take(LONGEST).take_while(is_word).filter(|c| c.is_alphabetic()).count()
    };
    let count = letters(&mut text[..at].chars().rev())
        + inner.chars().count()
        + letters(&mut text[end..].chars());
    let is_edge = |c: char| c.is_whitespace() || c.is_lowercase() || c == '-' || c == '(';
    count >= shortest
        && text[..at].chars().next_back().is_none_or(is_edge)
        && text[end..].starts_with(|c: char| c.is_lowercase() || c == '-')
}

/// `Rain**fall**`, `T2**R**`: behind two letters or more, with none behind it.
fn is_end_of_word(text: &str, at: usize, end: usize) -> bool {
    let head = text[..at].chars().rev().take(2).filter(char::is_ascii_alphanumeric).count();
    head == 2 && !text[end..].starts_with(|c: char| c.is_alphanumeric() || c == '*')
}

/// Whether words are such as somebody emphasises.
fn is_marked(inner: &str, stars: usize) -> bool {
    let is_edge = |c: char| {
        c.is_alphanumeric()
            || matches!(c, '(' | ')' | '"' | '.' | '!' | '?' | ':' | '“' | '”' | '+' | '²' | '%')
    };
    let tight = inner.starts_with(|c: char| {
        c.is_alphabetic() || c == '"' || c == '“' || stars > 1 && c.is_alphanumeric()
    }) && inner.ends_with(is_edge);
    // `*p < 0.05, A*`: the star of a footnote, and that of a name.
    let last = inner.rsplit([' ', '-', '/']).next().unwrap_or_default();
    let is_name = stars == 1 && last.chars().count() == 1;
    tight
        && !is_name
        && !inner.contains(['\n', '=', '<', '>', '\\', '$', '|'])
        && (stars > 1 || inner.split_whitespace().count() <= WORDS && !inner.contains(". "))
}

/// `` `x` ``: code between single backticks.
fn code(text: &str, at: usize) -> Option<(Span, String)> {
    let start = behind_run(text, at);
    if start != at + 1 || text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '\\') {
        return None;
    }
    let room = &text[start..text.floor_char_boundary(start + LONGEST)];
    let len = room.find('`').filter(|len| *len > 0)?;
    let (inner, end) = (&room[..len], start + len + 1);
    let closes =
        behind_run(text, start + len) == end && !text[end..].starts_with(char::is_alphanumeric);
    // TeX opens a quote with a backtick, and closes it with an apostrophe.
    let is_tight = inner.trim() == inner && !inner.contains(['\n', '\'']);
    if !closes || !is_tight {
        return None;
    }
    Some((Span::new(text, at, end)?, inner.to_owned()))
}

/// `# Methods` in a line of its own, in front of the text that it heads.
fn headings(text: &str) -> Vec<(Span, String)> {
    if !text.starts_with('#') && !text.contains("\n#") {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        found.extend(heading(text, at, line));
        at += line.len();
    }
    found
}

fn heading(text: &str, at: usize, line: &str) -> Option<(Span, String)> {
    let marks = line.len() - line.trim_start_matches('#').len();
    let inner = line[marks..].trim().trim_end_matches('#').trim();
    let is_heading = (1..=6).contains(&marks)
        && line[marks..].starts_with(' ')
        && inner.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
        && inner.len() <= LONGEST;
    let behind = &text[at + line.len()..];
    let is_followed = line.ends_with('\n') && !behind.trim().is_empty();
    if !is_heading || !is_followed && at > 0 {
        return None;
    }
    if !is_followed {
        return Some((Span::new(text, at, at + line.trim_end().len())?, inner.to_owned()));
    }
    let end = at + line.len() + behind.len() - behind.trim_start().len();
    let written = match super::labels::says_nothing(inner) {
        true => String::new(),
        false => format!("{} ", super::labels::label(inner)),
    };
    Some((Span::new(text, at, end)?, written))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let mut out = String::new();
        let mut done = 0;
        for (span, written) in marks(text) {
            out.push_str(&text[done..span.start()]);
            out.push_str(&written);
            done = span.end();
        }
        out + &text[done..]
    }

    #[test]
    fn marks_go() {
        for (text, expected) in [
            ("our **RainNet**, a *robust* gauge", "our RainNet, a robust gauge"),
            ("***Very*** wet (*in situ*) and \"**dry**\".", "Very wet (in situ) and \"dry\"."),
            (
                "**Background:** It rains. **Two words** here",
                "Background: It rains. Two words here",
            ),
            ("call `rain()` or `x.y`, then", "call rain() or x.y, then"),
            ("*Salix alba* grows; *why?*", "Salix alba grows; why?"),
            ("# Methods\nWe looked.\n## Results\n\nRain.", "Methods: We looked.\nResults: Rain."),
            ("# Abstract\nWe looked.", "We looked."),
            ("**S**now **a**nd r**AI**n **G**auge", "Snow and rAIn Gauge"),
            ("# A title", "A title"),
            ("**99%** of them", "99% of them"),
            (
                "the ***R**ainy-**C**loud **i**n-**D**oor gauge (**RCiD**)*, which",
                "the Rainy-Cloud in-Door gauge (RCiD), which",
            ),
            ("**R**ainy **D**ay Fore**cast** (**RDcast**)", "Rainy Day Forecast (RDcast)"),
            ("a **r**ainy **d**ay T2**R** net", "a rainy day T2R net"),
            ("**It rains. It snows.** So", "It rains. It snows. So"),
        ] {
            assert_eq!(read(text), expected);
        }
    }

    #[test]
    fn what_only_looks_like_a_mark_stays() {
        for text in [
            "5 * 3 * 2 and 2*x*3",
            "*args and **kwargs",
            "snake_case and __init__",
            "A* and D* search",
            "*p < 0.05, **p < 0.01",
            "*Equal work. The A* search",
            "x* and y*",
            "a C*-algebra and a C* one",
            "files *.py and *.txt",
            "the `teacher' and the `pupil'",
            "``quoted'' words",
            "# of lakes is 5",
            "issue #5 and C# code",
            "a ` alone",
            "2**3**4",
            "a**b**c and x**y**z",
            "*",
            "** **",
            "p*, q* and r*",
            "of 4 cd**m**, 5 cd**m** and 6 cd**m**",
            "our **RainNet*",
        ] {
            assert_eq!(read(text), text);
        }
    }
}
