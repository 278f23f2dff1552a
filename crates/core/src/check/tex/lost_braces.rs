//! What is left of `\{` and `\}` where a program took the braces and left the backslashes.

/// Braces with what they hold are not longer, in bytes.
const LONGEST_SET: usize = 120;

/// `a relation \ hold, cup\  of`: what is left of `\{` and `\}`, the first behind a space. To take
/// both away would run the set into the sentence.
pub(super) fn is_lost_brace(text: &str, at: usize) -> bool {
    let opens = |at: usize| {
        text[..at].ends_with(|c: char| c.is_whitespace() || c == '(')
            && text[at + 2..].starts_with(char::is_alphanumeric)
    };
    let closes = |at: usize| text[..at].ends_with(char::is_alphanumeric);
    if opens(at) {
        let room = &text[at + 2..text.floor_char_boundary(at + 2 + LONGEST_SET)];
        room.find("\\ ").is_some_and(|len| closes(at + 2 + len))
    } else {
        let from = text.ceil_char_boundary(at.saturating_sub(LONGEST_SET));
        closes(at) && text[from..at].rfind("\\ ").is_some_and(|len| opens(from + len))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_space_of_tex_is_no_brace() {
        let found = |text: &str| {
            text.match_indices("\\ ").filter(|(at, _)| is_lost_brace(text, *at)).count()
        };
        for text in [
            r"the tuple \ hold, hand, cup\  of a scene",
            r"all signs (\ red, green\ ) of",
            r"the set \ cup, plate\ , and",
            r"a pair \ cup, plate\ .",
            r"the tuple \ hold, hand, cup\ of a scene",
        ] {
            assert_eq!(found(text), 2, "{text}");
        }
        for text in [
            r"cf.\ two, i.e.\ three",
            r"three\ four and five\ six",
            r"one \ cup of tea",
            r"a cup\  of tea",
            r"about 5\ mm of rain",
        ] {
            assert_eq!(found(text), 0, "{text}");
        }
    }
}
