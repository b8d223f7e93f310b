/* Expressions, sorting and text without an index. */
with recursive n(i, x) as (select 0, 42 union all select i + 1, (x * 1103515245 + 12345) & 2147483647 from n where i < 15000)
select count(*), sum(x % 1000), max(x), min(x), sum(case when x & 1 then x % 7 else 0 end) from n;
with recursive n(i, x) as (select 0, 42 union all select i + 1, (x * 1103515245 + 12345) & 2147483647 from n where i < 15000)
select group_concat(word, ' ') from (select word from (select distinct substr(hex(x * 2654435761), 3, 6) as word from n) order by word desc limit 5);
with recursive n(i) as (select 1 union all select i + 1 from n where i < 1500)
select count(*) from n a where not exists (select 1 from n b where b.i > 1 and b.i * b.i <= a.i and a.i % b.i = 0);
