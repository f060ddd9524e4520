use rules::Rule;
pub fn rules() -> Vec<Rule> {
    Vec::new()
}
