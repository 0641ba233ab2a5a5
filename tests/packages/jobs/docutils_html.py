# needs: docutils
"""docutils: a document with most of reStructuredText's features to HTML, LaTeX, XML and the pseudo-XML of its tree."""
import re

from docutils.core import publish_parts, publish_string

document = '''
Title of the Document
=====================
Subtitle
--------

:Author: Somebody
:Version: 1.0

.. contents:: Table

Lists and text
--------------

Some *emphasis*, **strong**, ``literal``, a link_ and a footnote [1]_, also |sub|.

.. _link: https://example.org/
.. [1] The footnote.
.. |sub| replace:: a substitution

- one
- two

  1. nested
  2. more

term
    Its definition.

:field: value

Blocks
------

::

    literal block
      indented

.. code:: python

    def f():
        return "x"

.. note:: Take note.

.. warning::

   With *markup*.

.. figure:: picture.png
   :alt: a picture

   The caption.

+-----+-----+
| a   | b   |
+=====+=====+
| 1   | 2   |
+-----+-----+

=====  =====
left   right
=====  =====
x      y
=====  =====

.. math:: a^2 + b^2 = c^2

An error: `unknown`_ and :badrole:`text`.
'''
settings = {"report_level": 5, "datestamp": None, "generator": None, "embed_stylesheet": False, "stylesheet_path": "", "_disable_config": True,
            "output_encoding": "unicode"}
for writer in ("html5", "html4css1", "latex", "xml", "pseudoxml", "manpage"):
    text = publish_string(document, writer_name=writer, settings_overrides=dict(settings))
    print("=== ", writer)
    print(re.sub(r"20\\d\\d-\\d\\d-\\d\\d", "DATE", text))
parts = publish_parts(document, writer_name="html5", settings_overrides=dict(settings))
print(parts["title"], parts["subtitle"], sorted(parts))
