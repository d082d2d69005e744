"""How the status page looks: the colours of the workbooks, and room on a narrow screen."""

from __future__ import annotations

from pepsheets.templates.looks import CHART_BLUE, FONT, INK, KEY_HEADING, LINE, OWN_HEADING, QUIET, SHADE, WHITE, Tone


def _tone(name: str, tone: Tone) -> str:
    ground, text = tone.value
    return f".{name} {{ background: {ground or SHADE}; color: {text}; }}\n"


STYLE = f"""
* {{ box-sizing: border-box; }}
body {{
  margin: 0; background: {SHADE}; color: {INK};
  font: 16px/1.5 {FONT}, Carlito, "Segoe UI", "Noto Sans", sans-serif;
}}
header {{ background: {KEY_HEADING}; color: {WHITE}; }}
header > div, main, footer {{ max-width: 64rem; margin: 0 auto; padding: 1rem 1.25rem; }}
header > div {{
  display: flex; flex-wrap: wrap; gap: .2rem 1rem; align-items: baseline; justify-content: space-between;
}}
h1 {{ font-size: 1.5rem; line-height: 1.25; margin: 0; }}
header p {{ margin: 0; opacity: .9; }}
h2 {{ font-size: 1.2rem; line-height: 1.3; color: {KEY_HEADING}; margin: 0; }}
main > h2 {{ margin: 1.75rem 0 .5rem; }}
section {{
  background: {WHITE}; border: 1px solid {LINE}; border-radius: 6px; padding: 1rem 1.25rem; margin: 0 0 1rem;
}}
section > .top {{ display: flex; flex-wrap: wrap; gap: .4rem .8rem; align-items: center; margin: 0 0 .6rem; }}
.badge {{ border-radius: 1rem; padding: .1rem .7rem; font-weight: bold; font-size: .9rem; white-space: nowrap; }}
dl {{ display: grid; grid-template-columns: 9rem 1fr; gap: .25rem 1rem; margin: 0; }}
dt {{ color: {QUIET}; }}
dd {{ margin: 0; overflow-wrap: anywhere; }}
.box {{ border-radius: 6px; padding: .6rem .9rem; margin: .8rem 0 0; overflow-wrap: anywhere; }}
main > .box {{ margin: 0 0 1rem; }}
.box p {{ margin: 0; }}
.box ul {{ margin: .2rem 0 0; padding-left: 1.2rem; }}
.box li {{ margin: .3rem 0; }}
code {{
  font: .9rem/1.4 Consolas, "DejaVu Sans Mono", monospace; background: {WHITE}; color: {INK};
  border: 1px solid {LINE}; border-radius: 4px; padding: 0 .4rem;
  display: inline-block; max-width: 100%; overflow-wrap: anywhere;
}}
.quiet, footer {{ color: {QUIET}; }}
footer {{ font-size: .9rem; padding-top: 0; }}
table {{ width: 100%; border-collapse: collapse; background: {WHITE}; border: 1px solid {LINE}; }}
th {{ background: {OWN_HEADING}; color: {WHITE}; text-align: left; font-weight: bold; }}
th, td {{ padding: .4rem .75rem; vertical-align: top; border-bottom: 1px solid {LINE}; }}
td.when, td.took {{ white-space: nowrap; }}
td.share {{ min-width: 9rem; overflow-wrap: anywhere; }}
td.said {{ overflow-wrap: anywhere; }}
a {{ color: {CHART_BLUE}; }}
@media (max-width: 46rem) {{
  body {{ font-size: 15px; }}
  code {{ font-size: .8rem; }}
  header > div, main, footer {{ padding-left: .8rem; padding-right: .8rem; }}
  section {{ padding: .8rem .9rem; }}
  dl {{ grid-template-columns: 1fr; gap: 0; }}
  dd {{ margin: 0 0 .45rem; }}
  thead {{ display: none; }}
  table, tbody, tr, td {{ display: block; width: 100%; }}
  tr {{ border-bottom: 1px solid {LINE}; padding: .5rem .9rem; }}
  td {{ border: 0; padding: .1rem 0; }}
  td.when, td.share, td.took {{ display: inline-block; width: auto; min-width: 0; margin-right: .6rem; }}
  td.share {{ font-weight: bold; }}
  td.took {{ color: {QUIET}; }}
}}
{_tone("good", Tone.GOOD)}{_tone("care", Tone.CARE)}{_tone("bad", Tone.BAD)}{_tone("off", Tone.OFF)}"""
