//! What a retention is made of.

use serde_json::{Value, json};

use super::super::answers::Refusal;
use super::super::body::Fields;

/// A template, the key of its one parameter, and the largest number there.
const TEMPLATES: [(&str, &str, u64); 2] = [("date_rule", "days", 365), ("tag_rule", "num", 1000)];

/// The rules of a body; exactly one, though it is a list.
pub(super) fn rules(body: &Value) -> Result<Value, Refusal> {
    let fields = Fields::new(body, "the body", &["algorithm", "rules"])?;
    if fields.text("algorithm")? != "or" {
        return Err(Refusal::invalid("algorithm must be or"));
    }
    let rules = fields.required("rules")?;
    match rules.as_array().map(Vec::as_slice) {
        Some([rule]) => Ok(json!([checked(rule)?])),
        _ => Err(Refusal::invalid("rules must hold one rule")),
    }
}

/// The template of the first rule.
pub(super) fn template(rules: &Value) -> Option<&str> {
    rules[0]["template"].as_str()
}

fn checked(rule: &Value) -> Result<&Value, Refusal> {
    let fields = Fields::new(rule, "the rule", &["template", "params", "tag_selectors"])?;
    let template = fields.text("template")?;
    let (_, key, most) = TEMPLATES
        .iter()
        .find(|(known, ..)| *known == template)
        .ok_or_else(|| Refusal::invalid("template must be date_rule or tag_rule"))?;
    let given = Fields::new(fields.required("params")?, "params", &[key])?.text(key)?;
    let number =
        if given.bytes().all(|byte| byte.is_ascii_digit()) { given.parse::<u64>().ok() } else { None };
    if !number.is_some_and(|number| (1..=*most).contains(&number)) {
        return Err(Refusal::invalid(format!("{key} must be a number from 1 to {most}, as text")));
    }
    let selectors = fields.required("tag_selectors")?.as_array();
    for selector in selectors.ok_or_else(|| Refusal::invalid("tag_selectors must be an array"))? {
        let fields = Fields::new(selector, "a tag selector", &["kind", "pattern"])?;
        fields.text("pattern")?;
        if !["label", "regexp"].contains(&fields.text("kind")?.as_str()) {
            return Err(Refusal::invalid("kind must be label or regexp"));
        }
    }
    Ok(rule)
}
