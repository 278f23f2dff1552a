//! "Did you mean …?"

/// The name among `known` that `mistyped` was probably meant to be.
pub fn closest<'k>(mistyped: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let allowed = (mistyped.chars().count() / 3).max(1);
    let ranked = known.into_iter().map(|name| (strsim::damerau_levenshtein(mistyped, name), name));
    let near = ranked.min_by_key(|(distance, _)| *distance)?;
    let starts_alike = mistyped.len() >= 4 && near.1.starts_with(mistyped);
    (near.0 <= allowed || starts_alike).then_some(near.1)
}

/// `; did you mean …?`, or nothing.
pub fn hint<'k>(mistyped: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    closest(mistyped, known).map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_offered_and_far_ones_are_not() {
        let known = ["lost-times", "raw-percent", "severity"];
        assert_eq!(closest("lost-tiems", known), Some("lost-times"));
        assert_eq!(closest("severty", known), Some("severity"));
        assert_eq!(closest("colour", known), None);
    }
}
