<?php

namespace Supplier;

use League\Flysystem\Adapter\Local;
use League\Flysystem\Filesystem;
use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\ServerRequestInterface;

final class DeliveryNotes
{
    public function __invoke(ServerRequestInterface $request, ResponseInterface $response): ResponseInterface
    {
        $files = new Filesystem(new Local(__DIR__ . '/../notes'));
        foreach ($request->getUploadedFiles() as $file) {
            $files->put($file->getClientFilename(), (string) $file->getStream());
        }

        return $response->withStatus(201);
    }
}
