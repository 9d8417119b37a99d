-- Xã Ba Chẽ is 06970: data/places had the code that its source took back.
UPDATE producers_producer SET commune = '06970' WHERE commune = '06978';
