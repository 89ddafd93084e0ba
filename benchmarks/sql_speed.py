"""Times the SQL with reasons from Parquet to Parquet, beside Polars giving the rung alone.

    python benchmarks/rivals/records.py 2000000 /tmp/records
    python benchmarks/sql_speed.py /tmp/records.csv 5 [spark]

All take the same table, write with the same compression, and take turns. Time is that of the work alone,
without any start; what the processor spent is said too, as it depends less on what else the machine does.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import duckdb

from coproladder.ladder.load import load_ladder
from coproladder.results.sql import reasons_sql

sys.path.append(str(Path(__file__).parent / "rivals"))


def with_duckdb(source: Path, output: Path) -> Callable[[], object]:
    """Return what gives rung and reasons in DuckDB."""
    duckdb.execute("SET preserve_insertion_order = false")
    sql = reasons_sql(load_ladder(), f"'{source}'", called=False)
    return lambda: duckdb.execute(f"COPY ({sql}) TO '{output}' (FORMAT parquet, COMPRESSION snappy)")


def with_polars(source: Path, output: Path) -> Callable[[], object]:
    """Return what gives the rung alone in Polars."""
    import polars as pl
    from rules import ladder_rules
    from with_polars import highest

    rung = highest(ladder_rules(), possible=False)
    scan = pl.scan_parquet(source)
    return lambda: scan.with_columns(rung=rung).sink_parquet(output, compression="snappy")


def with_spark(source: Path, output: Path) -> Callable[[], object]:
    """Return what gives rung and reasons in Spark, in local mode."""
    from pyspark.sql import SparkSession

    session = SparkSession.builder.master("local[*]").config("spark.ui.enabled", "false").getOrCreate()
    session.read.parquet(str(source)).createOrReplaceTempView("activities")
    sql = reasons_sql(load_ladder(), "activities", called=False)
    return lambda: session.sql(sql).write.mode("overwrite").parquet(f"{output}.spark", compression="snappy")


def main() -> None:
    """Print medians."""
    table, rounds, *spark = sys.argv[1:]
    makers = [with_polars, with_duckdb, *([with_spark] if spark else [])]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "records.parquet")
        duckdb.execute(
            f"COPY (SELECT * FROM read_csv('{table}', all_varchar = true)) TO '{source}' (FORMAT parquet)"
        )
        works = {make.__name__: make(source, Path(folder, make.__name__)) for make in makers}
        seconds: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
        for _ in range(int(rounds)):
            for name, work in works.items():
                start, spent = perf_counter(), process_time()
                work()
                seconds[name].append((perf_counter() - start, process_time() - spent))
    for name, taken in seconds.items():
        wall, spent = (median(each[at] for each in taken) for at in (0, 1))
        print(f"{name}: {wall:.2f} s, of the processor {spent:.2f} s")


if __name__ == "__main__":
    main()
