/* Tables, an index, joins and groups. */
create table person(id integer primary key, name text, city integer);
create table city(id integer primary key, name text);
with recursive n(i) as (select 0 union all select i + 1 from n where i < 199) insert into city select i, 'city ' || i from n;
with recursive n(i) as (select 0 union all select i + 1 from n where i < 29999) insert into person select i, 'person ' || (i * 7919 % 30011), i * 31 % 200 from n;
create index person_city on person(city);
select c.name, count(*), min(p.name), max(p.name), sum(p.id) from city c join person p on p.city = c.id group by c.id having c.id % 40 = 7 order by c.name;
select count(*) from person a join person b on a.city = b.city and b.id = a.id * 3 + 200;
update person set name = upper(name) where id % 3 = 1;
select count(*), sum(length(name)) from person where name like '%PERSON 1%5' or city in (select id from city where name like '%7');
