package main

import (
	"net/http"

	"github.com/blevesearch/bleve"
	"github.com/gin-gonic/gin"
)

func main() {
	index, err := bleve.Open("products.bleve")
	if err != nil {
		panic(err)
	}
	router := gin.Default()
	router.GET("/search", func(c *gin.Context) {
		request := bleve.NewSearchRequest(bleve.NewMatchQuery(c.Query("q")))
		found, err := index.Search(request)
		if err != nil {
			c.Status(http.StatusBadGateway)
			return
		}
		c.JSON(http.StatusOK, found.Hits)
	})
	_ = router.Run(":8080")
}
