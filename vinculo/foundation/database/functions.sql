-- Search keys, computed by the database so that every writer (forms, imports, raw SQL) gets the same ones.

-- Lower case without accents, punctuation turned into spaces: 'D''Ávila & Cia.' gives 'd avila cia'.
create or replace function vinculo_fold(value text) returns text language sql immutable parallel safe as $$
    select trim(regexp_replace(
        regexp_replace(normalize(lower(value collate "pg_c_utf8"), NFKD), '[\u0300-\u036f]', '', 'g'),
        '[^a-z0-9]+', ' ', 'g'))
$$;

-- How a folded Brazilian name sounds, ç being written s. The usual spellings of one name give one key: Luiz/Luis, Souza/Sousa,
-- Thaís/Tais, Victor/Vitor, Phelipe/Felipe, Walter/Valter, Mello/Melo, William/Willian, Gonçalves/Gonsalves, Moraes/Morais,
-- Correa/Correia, Manoel/Manuel. Plain replacements only, innermost first: one regular expression with a back reference costs more
-- than all of them, and imports compute this for every row.
create or replace function vinculo_heard(folded text) returns text language sql immutable parallel safe as $$
    select trim(
        replace(
        replace(replace(replace(replace(
        replace(replace(replace(replace(
        replace(replace(replace(replace(replace(replace(
        replace(replace(replace(replace(replace(replace(
        replace(translate(
        replace(replace(
        replace(replace(replace(replace(
        replace(replace(replace(
        translate(
        replace(replace(
        replace(replace(replace(replace(' ' || folded || ' ', 'ph', 'f'), 'chr', 'kr'), 'ch', 'x'), 'sh', 'x'),
        'lh', 'l1'), 'nh', 'n1'),
        'ywzh', 'ivs'),
        'ck', 'k'), 'ct', 't'), 'pt', 't'),
        'sce', 'se'), 'sci', 'si'), 'ce', 'se'), 'ci', 'si'),
        'ge', 'je'), 'gi', 'ji'),
        'cq', 'kk'), 'ku', 'k'),
        'll', 'l'), 'ss', 's'), 'nn', 'n'), 'tt', 't'), 'rr', 'r'), 'pp', 'p'),
        'ff', 'f'), 'mm', 'm'), 'dd', 'd'), 'bb', 'b'), 'kk', 'k'), 'vv', 'v'),
        'aa', 'a'), 'ee', 'e'), 'ii', 'i'), 'oo', 'o'),
        'm ', 'n '), 'aes ', 'ais '), 'eia ', 'ea '), 'oel ', 'uel '),
        ' felip', ' filip'))
$$;

create or replace function vinculo_sound(value text) returns text language sql immutable parallel safe as $$
    select vinculo_heard(vinculo_fold(replace(lower(value collate "pg_c_utf8"), 'ç', 's')))
$$;

-- The words a name can be found by: as written and as they sound. Most names are folded once for both.
create or replace function vinculo_name_vector(value text) returns tsvector language plpgsql immutable parallel safe as $$
declare
    folded text := vinculo_fold(value);
    heard text := case when value ~ '[çÇ]' then vinculo_sound(value) else vinculo_heard(folded) end;
begin
    return array_to_tsvector(array_remove(string_to_array(folded || ' ' || heard, ' '), ''));
end
$$;

-- What is typed, as a query over such words: every word must begin one of the name's, in any order. A word that sounds as it is
-- written is asked for once: the index would read its entries twice.
create or replace function vinculo_name_query(value text) returns tsquery language sql immutable parallel safe as $$
    select string_agg(
        case when written = sounding then written || ':*' else format('(%s:* | %s:*)', written, sounding) end, ' & ')::tsquery
    from unnest(string_to_array(vinculo_fold(value), ' '), string_to_array(vinculo_sound(value), ' ')) as word(written, sounding)
    where written <> '' and sounding <> ''
$$;

-- Every run of four characters of a code (CPF, CNPJ, phone), so that any part of it of four or more can be looked up by index.
create or replace function vinculo_pieces(value text) returns text[] language plpgsql immutable strict parallel safe as $$
declare
    pieces text[] := '{}';
begin
    for start in 1 .. length(value) - 3 loop
        pieces := pieces || substr(value, start, 4);
    end loop;
    return pieces;
end
$$;
