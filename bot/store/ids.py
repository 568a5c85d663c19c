"""Ids that are given once: SQLite by itself would give those of deleted rows again.

Old buttons have them, and words that are still on their way.
"""


def unspent(table: str) -> str:
    """The next id as an expression; the table has a trigger that notes what goes."""
    return (
        f"(select max(id) + 1 from (select max(id) as id from {table} union all "
        f"select id from spent where name = '{table}' union all select 0))"
    )
