"""The importer of stock balances: what each row says was counted becomes the balance."""
