"""A process as a diagram: which shapes and flows it has, and where on the sheet each lies.

`graph` says what BPMN 2.0 needs to say the same as the definition; `placing` and `routing` lay it out, `states` says
what of it is done. The file that leaves (`bpmn`) and the picture on a page have the same coordinates.
"""
