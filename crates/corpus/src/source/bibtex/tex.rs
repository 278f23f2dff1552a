//! TeX in the values of BibTeX: what is only the way in which letters are written there.
//!
//! Braces that protect capitals, accents (`{\"o}`), letters (`\L`), escapes (`\&`), dashes (`--`),
//! ties (`~`) and the ends of paragraphs (`\par`, a blank line) are decoded, as BibTeX and TeX
//! would. Mathematics and commands that say more than a letter (`\emph{…}`, `\cite{…}`) are left as
//! they stand: these are texts in TeX, which rules know how to read.

use unicode_normalization::UnicodeNormalization;

use crate::source::decoded::Decoded;

/// Accents by their commands, as combining characters.
const ACCENTS: [(&str, char); 14] = [
    ("`", '\u{300}'),
    ("'", '\u{301}'),
    ("^", '\u{302}'),
    ("~", '\u{303}'),
    ("=", '\u{304}'),
    ("u", '\u{306}'),
    (".", '\u{307}'),
    ("\"", '\u{308}'),
    ("r", '\u{30a}'),
    ("H", '\u{30b}'),
    ("v", '\u{30c}'),
    ("d", '\u{323}'),
    ("c", '\u{327}'),
    ("k", '\u{328}'),
];

/// Commands that stand for a character.
const LETTERS: [(&str, &str); 46] = [
    ("AA", "Å"),
    ("AE", "Æ"),
    ("DH", "Ð"),
    ("DJ", "Đ"),
    ("L", "Ł"),
    ("NG", "Ŋ"),
    ("O", "Ø"),
    ("OE", "Œ"),
    ("TH", "Þ"),
    ("aa", "å"),
    ("ae", "æ"),
    ("dh", "ð"),
    ("dj", "đ"),
    ("dots", "…"),
    ("i", "ı"),
    ("j", "ȷ"),
    ("l", "ł"),
    ("ldots", "…"),
    ("ng", "ŋ"),
    ("o", "ø"),
    ("oe", "œ"),
    ("ss", "ß"),
    ("textasciicircum", "^"),
    ("textasciitilde", "~"),
    ("textbackslash", "\\"),
    ("textbraceleft", "{"),
    ("textbraceright", "}"),
    ("textbar", "|"),
    ("textcopyright", "©"),
    ("textdegree", "°"),
    ("textdollar", "$"),
    ("textellipsis", "…"),
    ("textemdash", "—"),
    ("textendash", "–"),
    ("textgreater", ">"),
    ("textless", "<"),
    ("textmu", "µ"),
    ("textpm", "±"),
    ("textquotedblleft", "“"),
    ("textquotedblright", "”"),
    ("textquoteleft", "‘"),
    ("textquoteright", "’"),
    ("textquotesingle", "'"),
    ("textregistered", "®"),
    ("textunderscore", "_"),
    ("th", "þ"),
];

/// Characters that a backslash stands in front of because TeX gives them a meaning. A dollar is not
/// among them: without the backslash it could be read as that of a formula.
const ESCAPED: &[u8] = b"&%#_{}";

/// Adds a value that lies in the file from byte `start` on.
pub(super) fn decode(value: &str, start: usize, out: &mut Decoded) {
    let mut reader = Reader { value, start, out, braces: Vec::new(), keeps_next: false };
    let mut at = 0;
    while at < value.len() {
        at += reader.step(at).max(1);
    }
}

struct Reader<'v, 'o> {
    value: &'v str,
    start: usize,
    out: &'o mut Decoded,
    /// Whether each brace that is open is kept.
    braces: Vec<bool>,
    /// Whether an opening brace here begins an argument of a command that is kept.
    keeps_next: bool,
}

impl Reader<'_, '_> {
    /// Reads on at byte `at`; how many bytes were read.
    fn step(&mut self, at: usize) -> usize {
        let rest = &self.value[at..];
        let keeps = std::mem::take(&mut self.keeps_next);
        match rest.as_bytes()[0] {
            b'\\' => self.command(at),
            b'$' => self.as_it_stands(at, math(rest)),
            b'{' => {
                let is_kept = keeps || begins_with_a_kept_command(&rest[1..]);
                self.braces.push(is_kept);
                if is_kept { self.as_it_stands(at, 1) } else { 1 }
            }
            b'}' => {
                let is_kept = self.braces.pop().unwrap_or(true);
                self.keeps_next = is_kept;
                if is_kept { self.as_it_stands(at, 1) } else { 1 }
            }
            b'-' => self.dashes(at),
            b'~' if !self.is_in_an_address() => {
                self.out.space(self.start + at);
                1
            }
            _ => {
                let end = rest
                    .bytes()
                    .position(|byte| matches!(byte, b'\\' | b'$' | b'{' | b'}' | b'-' | b'~'));
                let length = end.unwrap_or(rest.len()).max(1);
                self.words(at, length);
                length
            }
        }
    }

    /// Adds words. A blank line between them ends a paragraph, as in all of TeX.
    fn words(&mut self, at: usize, length: usize) {
        let (text, start) = (&self.value[at..at + length], self.start + at);
        let mut from = 0;
        for (n, line) in text.split('\n').enumerate() {
            if n > 0 && line.trim().is_empty() && from + line.len() < text.len() {
                self.out.paragraph(start + from);
            }
            self.out.words(&text[from..(from + line.len() + 1).min(text.len())], start + from);
            from += line.len() + 1;
        }
    }

    fn as_it_stands(&mut self, at: usize, length: usize) -> usize {
        self.out.words(&self.value[at..at + length], self.start + at);
        length
    }

    fn instead(&mut self, at: usize, text: &str, length: usize) -> usize {
        self.out.instead(text, self.start + at);
        length
    }

    /// Two or three hyphens are a dash, unless an option of a command begins with them.
    fn dashes(&mut self, at: usize) -> usize {
        let bytes = self.value.as_bytes();
        let length = bytes[at..].iter().take_while(|byte| **byte == b'-').count();
        let is_alone = |byte: Option<&u8>| byte.is_none_or(|byte| byte.is_ascii_whitespace());
        let is_option = is_alone(at.checked_sub(1).and_then(|before| bytes.get(before)))
            && !is_alone(bytes.get(at + length));
        match length {
            _ if self.is_in_an_address() => self.as_it_stands(at, length),
            2 if !is_option => self.instead(at, "–", 2),
            3 if !is_option => self.instead(at, "—", 3),
            _ => self.as_it_stands(at, length),
        }
    }

    /// Whether the word that is being read is an address or a path.
    fn is_in_an_address(&self) -> bool {
        let text = self.out.as_str();
        let word = text.rfind(|c: char| c.is_whitespace()).map_or(text, |end| &text[end..]);
        word.contains('/')
    }

    fn command(&mut self, at: usize) -> usize {
        let rest = &self.value[at + 1..];
        let name = name(rest);
        let length = 1 + name.len();
        if let Some(mark) = accent(name)
            && let Some((letter, argument)) = accented(&rest[name.len()..], name)
        {
            let text: String = [letter, mark].into_iter().nfc().collect();
            return self.instead(at, &text, length + argument);
        }
        if let Some((_, text)) = LETTERS.iter().find(|(command, _)| *command == name) {
            return self.instead(at, text, length + behind_letters(&rest[name.len()..]));
        }
        if name == "par" {
            self.out.paragraph(self.start + at);
            return length + behind_letters(&rest[name.len()..]);
        }
        match rest.as_bytes().first() {
            Some(byte) if ESCAPED.contains(byte) => self.instead(at, name, length),
            Some(b' ' | b'\n' | b'\r' | b'\t') => {
                self.out.space(self.start + at);
                2
            }
            // A place where a word may be parted.
            Some(b'-') => 2,
            Some(b'(') => self.as_it_stands(at, rest.find("\\)").map_or(2, |end| end + 3)),
            _ => {
                self.keeps_next = true;
                self.as_it_stands(at, length)
            }
        }
    }
}

/// The name of the command behind a backslash: letters, or one other character.
fn name(rest: &str) -> &str {
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let one = rest.chars().next().map_or(0, char::len_utf8);
    &rest[..if letters > 0 { letters } else { one }]
}

fn accent(name: &str) -> Option<char> {
    ACCENTS.iter().find(|(command, _)| *command == name).map(|(_, mark)| *mark)
}

/// The letter that an accent of that name is set on, and the bytes that it takes behind the name.
fn accented(rest: &str, accent: &str) -> Option<(char, usize)> {
    let spaces = rest.len() - rest.trim_start().len();
    let is_word = accent.starts_with(|c: char| c.is_ascii_alphabetic());
    let inner = &rest[spaces..];
    if let Some(group) = inner.strip_prefix('{') {
        let (letter, length) = letter(group.trim_start())?;
        let lead = group.len() - group.trim_start().len();
        let tail = &group[lead + length..];
        let close = tail.len() - tail.trim_start().len();
        return tail
            .trim_start()
            .starts_with('}')
            .then_some((letter, spaces + 1 + lead + length + close + 1));
    }
    // Without a brace the name of an accent that is a letter ends with a space, or in front of a
    // backslash.
    if is_word && spaces == 0 && !inner.starts_with('\\') {
        return None;
    }
    let (letter, length) = letter(inner)?;
    Some((letter, spaces + length))
}

/// A letter, or the dotless one that a command stands for, and its bytes.
fn letter(text: &str) -> Option<(char, usize)> {
    for (command, letter) in [("\\i", 'i'), ("\\j", 'j')] {
        if let Some(rest) = text.strip_prefix(command)
            && !rest.starts_with(|c: char| c.is_ascii_alphabetic())
        {
            return Some((letter, 2 + behind_letters(rest)));
        }
    }
    text.chars().next().filter(|c| c.is_alphabetic()).map(|c| (c, c.len_utf8()))
}

/// How many bytes behind the name of a command belong to it: empty braces, or the space that ends
/// it.
fn behind_letters(rest: &str) -> usize {
    if rest.starts_with("{}") {
        2
    } else {
        rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len()
    }
}

/// Whether a group begins with a command that is left as it stands.
fn begins_with_a_kept_command(group: &str) -> bool {
    let Some(rest) = group.strip_prefix('\\') else { return false };
    let name = name(rest);
    let is_letter = accent(name).is_some() || LETTERS.iter().any(|(command, _)| *command == name);
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && !is_letter
}

/// The length of the formula that begins here; one if the dollar is that of a sum.
fn math(text: &str) -> usize {
    let marks = if text.starts_with("$$") { 2 } else { 1 };
    let mut from = marks;
    while let Some(end) = text[from..].find('$').map(|end| from + end) {
        if !text[..end].ends_with('\\') {
            return (end + marks).min(text.len());
        }
        from = end + 1;
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(value: &str) -> String {
        let mut out = Decoded::default();
        decode(value, 0, &mut out);
        out.as_str().to_owned()
    }

    #[test]
    fn letters_are_what_they_stand_for() {
        let cases = [
            ("{K}n{\\\"o}del and {DNA}", "Knödel and DNA"),
            ("na{\\\"\\i}ve, na\\\"{\\i}ve, na\\\"{i}ve", "naïve, naïve, naïve"),
            ("{\\L}{\\'o}d{\\'z}, \\L\\'od\\'z", "Łódź, Łódź"),
            ("\\v{C}ech, \\v Cech, {\\v{C}}ech, \\c{c}a, \\H{o}", "Čech, Čech, Čech, ça, ő"),
            ("Stra{\\ss}e, Stra\\ss e, \\o re, \\AA{}rhus", "Straße, Straße, øre, Århus"),
            ("R\\&D, 5{\\%}, 5\\%, a\\_b, \\#1", "R&D, 5%, 5%, a_b, #1"),
            ("pages 3--5, a -- b, a---b, --option", "pages 3–5, a – b, a—b, --option"),
            ("Fig.~3 at https://example.org/~me", "Fig. 3 at https://example.org/~me"),
            ("don{\\textquoteright}t", "don’t"),
            ("One.\\par Two. \\par{} Three", "One.\nTwo.\nThree"),
            ("One\n  line.\n \t\n  {T}wo.\r\n\r\n Three,\n\n", "One line.\nTwo.\nThree,"),
            ("\\textbackslash{}emph, \\textbraceleft{} for \\textdollar5", "\\emph, { for $5"),
        ];
        for (written, meant) in cases {
            assert_eq!(decoded(written), meant, "{written}");
        }
    }

    #[test]
    fn what_says_more_than_a_letter_stays() {
        let cases = [
            "a bound of $O(n^{2})$ and $\\{x\\}$",
            "\\emph{so} it {\\em is}",
            "from \\$5 to \\$10",
            "\\href{https://example.org/a}{a page}",
            "\\(x_{1}\\)",
        ];
        for text in cases {
            assert_eq!(decoded(text), text);
        }
        assert_eq!(decoded("{$x$} costs $5"), "$x$ costs $5");
    }

    #[test]
    fn nothing_is_too_broken_to_be_read() {
        for text in [
            "\\", "{", "}", "$", "\\'", "\\v", "\\v{", "\\\"{\\i", "$$", "\\(", "~", "-", "{\\",
            "\\é{x}", "\\v{é}",
        ] {
            decoded(text);
        }
    }
}
