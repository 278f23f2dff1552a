//! Which text a value means.

use super::*;

#[test]
fn a_text_that_is_a_list_or_an_object_means_what_is_in_it() {
    for (text, expected) in [
        (r#"{"turn":[1,3],"Lamps":[0],"and":[2]}"#, "Lamps turn and turn"),
        ("{'turn': [1], 'Lamps': [0]}", "Lamps turn"),
        ("  ['Lamps turn.', \"It's night.\"] ", "Lamps turn.\nIt's night."),
        (r#"["Lamps turn.", "They rest."]"#, "Lamps turn.\nThey rest."),
        ("{'Aim': 'To turn lamps.', 'Results': 'Two.'}", "Aim: To turn lamps.\nResults: Two."),
        ("[{'Methods': 'We turn lamps.'}]", "Methods: We turn lamps."),
        ("['Lamps turn.', None]", "Lamps turn."),
    ] {
        assert_eq!(in_literal(text, true).as_deref(), Some(expected), "{text}");
    }
    assert_eq!(in_literal("['On lamps']", false).as_deref(), Some("On lamps"));
    assert_eq!(in_literal("['On lamps', 'Sur les lampes']", false), None, "two titles");
    for other in [
        "",
        "[1, 2]",
        "[]",
        "['']",
        "{}",
        "[Lamps turn by night]",
        "[Background] Lamps turn [1]",
        "{1, 2}",
        "['Lamps' turn 'by night']",
        "{'de': 'Lampen', 'en': 'Lamps'}",
        r#"{"html": "<p>Lamps turn.</p>"}"#,
        "\"Lamps turn.\"",
    ] {
        assert_eq!(in_literal(other, true), None, "{other}");
    }
}
