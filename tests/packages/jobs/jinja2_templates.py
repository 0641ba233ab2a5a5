# needs: jinja2
"""jinja2: inheritance, macros, filters, tests, loops, escaping, custom extensions of the environment, and error reports."""
import jinja2

templates = {
    "base.html": "<title>{% block title %}base{% endblock %}</title>\n{% block body required %}{% endblock %}\n{% include 'footer.html' ignore missing %}",
    "page.html": """{% extends 'base.html' %}{% from 'macros.html' import item, table with context %}
{% block title %}{{ title|upper }} - {{ super() }}{% endblock %}
{% block body %}{% for user in users if user.active recursive %}
{{ loop.index }}/{{ loop.length }} {{ item(user.name, loop.cycle('odd', 'even')) }}{% if user.children %}<{{ loop(user.children) }}>{% endif %}
{%- else %}nobody{% endfor %}
{{ table([[1, 2], [3, 4]]) }}{% set total = namespace(value=0) %}{% for n in numbers %}{% set total.value = total.value + n %}{% endfor %}
total {{ total.value }} {{ numbers|batch(2, '-')|list }} {{ numbers|sum }} {{ users|groupby('active')|map('first')|list }}
{% filter indent(2) %}first
second{% endfilter %} {% call(x) item('called', 'c') %}{{ x }}{% endcall %}{% endblock %}""",
    "macros.html": "{% macro item(name, class='none') %}<li class={{ class }}>{{ name|e }}{% if caller %}{{ caller('inner') }}{% endif %}</li>{% endmacro %}"
                   "{% macro table(rows) -%}{% for row in rows %}|{{ row|join('|') }}|{{ title|length }}\n{% endfor %}{%- endmacro %}",
    "footer.html": "{{ '%05.2f'|format(3.14159) }} {{ 'a <b>'|striptags }} {{ [3, 1, 2]|sort|reverse|list }} {{ {'b': 1, 'a': 2}|dictsort }} "
                   "{{ 1234567|filesizeformat }} {{ 'some long text to wrap'|wordwrap(9) }} {{ none is none }} {{ 7 is divisibleby 7 }} {{ undefined_name|default('fallback') }}",
    "broken.html": "line one\n{% if x %}\nno end",
    "raising.html": "{{ 1 }}\n{{ missing.attribute }}\n",
}
environment = jinja2.Environment(loader=jinja2.DictLoader(templates), autoescape=True, undefined=jinja2.StrictUndefined)
environment.filters["shout"] = lambda s: s + "!"
environment.tests["tiny"] = lambda n: n < 3
users = [{"name": "Ann <x>", "active": True, "children": [{"name": "Kid", "active": True}]}, {"name": "Bob", "active": False}, {"name": "Cy", "active": True}]
print(environment.get_template("page.html").render(title="Users & more", users=users, numbers=range(5)))
print(environment.from_string("{{ 'hey'|shout }} {% for i in range(5) if i is tiny %}{{ i }}{{ ',' if not loop.last }}{% endfor %} {{ markup }}").render(
    markup=jinja2.filters.Markup("<b>&</b>")))
for name in ("broken.html", "raising.html", "none.html"):
    try:
        print(environment.get_template(name).render())
    except jinja2.TemplateError as e:
        print(type(e).__name__, e, getattr(e, "lineno", None))
print(environment.compile_expression("a + b * 2 if flag else 'no'")(a=1, b=2, flag=True))
print("".join(environment.from_string("{% for x in xs %}{{ x }};{% endfor %}").generate(xs="abc")))
print(jinja2.Template("{{ a }}{% raw %}{{ raw }}{% endraw %}", trim_blocks=True).render(a=[1, {"k": (2,)}]))
print(sorted(jinja2.meta.find_undeclared_variables(environment.parse(templates["page.html"]))) if hasattr(jinja2, "meta") else "")
sandbox = __import__("jinja2.sandbox").sandbox.SandboxedEnvironment()
try:
    sandbox.from_string("{{ ''.__class__.__mro__ }}").render()
except Exception as e:
    print(type(e).__name__, e)
