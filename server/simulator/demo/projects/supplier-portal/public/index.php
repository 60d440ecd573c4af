<?php

require __DIR__ . '/../vendor/autoload.php';

use Slim\Factory\AppFactory;
use Supplier\DeliveryNotes;

$app = AppFactory::create();
$app->post('/notes', new DeliveryNotes());
$app->run();
