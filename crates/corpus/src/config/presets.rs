//! The configurations in the binary, `rules/presets/*.yaml`, for others to extend.

/// The preset below every configuration.
pub const LOWEST: &str = "recommended";

/// Every preset: its name and its text.
const PRESETS: [(&str, &str); 3] = [
    (LOWEST, include_str!("../../../../rules/presets/recommended.yaml")),
    ("strict", include_str!("../../../../rules/presets/strict.yaml")),
    ("paper-listing", include_str!("../../../../rules/presets/paper-listing.yaml")),
];

/// The names of the presets.
pub fn names() -> impl Iterator<Item = &'static str> {
    PRESETS.iter().map(|(name, _)| *name)
}

/// The text of a preset; `None` if there is none of that name.
pub fn text(name: &str) -> Option<&'static str> {
    PRESETS.iter().find(|(own, _)| *own == name).map(|(_, text)| *text)
}
