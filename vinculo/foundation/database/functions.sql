-- Search keys, computed by the database so that every writer (forms, imports, raw SQL) gets the same ones.

-- Lower case without accents, punctuation turned into spaces: 'D''Ávila & Cia.' gives 'd avila cia'.
create function vinculo_fold(value text) returns text language sql immutable parallel safe as $$
    select trim(regexp_replace(
        regexp_replace(normalize(lower(value collate "pg_c_utf8"), NFKD), '[\u0300-\u036f]', '', 'g'),
        '[^a-z0-9]+', ' ', 'g'))
$$;

-- How a Brazilian name sounds. The usual spellings of one name give one key: Luiz/Luis, Souza/Sousa, Thaís/Tais, Victor/Vitor,
-- Phelipe/Felipe, Walter/Valter, Mello/Melo, William/Willian, Gonçalves/Gonsalves, Moraes/Morais, Correa/Correia, Manoel/Manuel.
-- Plain replacements only: one regular expression with a back reference costs more than all of them, and imports compute this for every row.
create function vinculo_sound(value text) returns text language plpgsql immutable parallel safe as $$
declare
    key text := ' ' || vinculo_fold(replace(lower(value collate "pg_c_utf8"), 'ç', 's')) || ' ';
begin
    key := replace(replace(replace(replace(key, 'ph', 'f'), 'chr', 'kr'), 'ch', 'x'), 'sh', 'x');
    key := replace(replace(key, 'lh', 'l1'), 'nh', 'n1');
    key := translate(key, 'ywzh', 'ivs');
    key := replace(replace(replace(key, 'ck', 'k'), 'ct', 't'), 'pt', 't');
    key := replace(replace(replace(replace(key, 'sce', 'se'), 'sci', 'si'), 'ce', 'se'), 'ci', 'si');
    key := replace(replace(key, 'ge', 'je'), 'gi', 'ji');
    key := replace(translate(key, 'cq', 'kk'), 'ku', 'k');
    key := replace(replace(replace(replace(replace(replace(key, 'll', 'l'), 'ss', 's'), 'nn', 'n'), 'tt', 't'), 'rr', 'r'), 'pp', 'p');
    key := replace(replace(replace(replace(replace(replace(key, 'ff', 'f'), 'mm', 'm'), 'dd', 'd'), 'bb', 'b'), 'kk', 'k'), 'vv', 'v');
    key := replace(replace(replace(replace(key, 'aa', 'a'), 'ee', 'e'), 'ii', 'i'), 'oo', 'o');
    key := replace(replace(replace(replace(key, 'm ', 'n '), 'aes ', 'ais '), 'eia ', 'ea '), 'oel ', 'uel ');
    return trim(replace(key, ' felip', ' filip'));
end
$$;

-- The words a name can be found by: as written and as they sound.
create function vinculo_name_vector(value text) returns tsvector language sql immutable parallel safe as $$
    select array_to_tsvector(array_remove(
        string_to_array(vinculo_fold(value), ' ') || string_to_array(vinculo_sound(value), ' '), ''))
$$;

-- What is typed, as a query over such words: every word must begin one of the name's, in any order. A word that sounds as it is
-- written is asked for once: the index would read its entries twice.
create function vinculo_name_query(value text) returns tsquery language sql immutable parallel safe as $$
    select string_agg(
        case when written = sounding then written || ':*' else format('(%s:* | %s:*)', written, sounding) end, ' & ')::tsquery
    from unnest(string_to_array(vinculo_fold(value), ' '), string_to_array(vinculo_sound(value), ' ')) as word(written, sounding)
    where written <> '' and sounding <> ''
$$;

-- Every run of four characters of a code (CPF, CNPJ, phone), so that any part of it of four or more can be looked up by index.
create function vinculo_pieces(value text) returns text[] language plpgsql immutable strict parallel safe as $$
declare
    pieces text[] := '{}';
begin
    for start in 1 .. length(value) - 3 loop
        pieces := pieces || substr(value, start, 4);
    end loop;
    return pieces;
end
$$;
