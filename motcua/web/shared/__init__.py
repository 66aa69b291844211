"""What all doors share: base templates, components, design tokens, sign-in and session."""
